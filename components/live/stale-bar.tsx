"use client";
import { useEffect, useState } from "react";
import { formatTime } from "@/components/lib/format";
import { useFormat } from "@/components/lib/format-context";
import { Banner } from "@/components/ui/banner";
import { useLiveState } from "./use-live";

/** A break shorter than this is nobody's business. */
const GRACE_MS = 3_000;
const PROBE_MS = 3_000;

/** Whether the app answers at all: then only the stream is broken, and what is saved is saved. */
const reachable = (signal: AbortSignal): Promise<boolean> =>
  fetch("/health/live", { cache: "no-store", signal }).then(
    () => true,
    () => false,
  );

/** "Live updates paused at 13:42. Reconnecting." and whether writes stop. Nothing while all is well. */
export function LiveStaleBar() {
  const { status, pausedAt } = useLiveState();
  const format = useFormat();
  const [shown, setShown] = useState(false);
  const [saves, setSaves] = useState<boolean | null>(null);
  const since = pausedAt?.getTime();
  useEffect(() => {
    if (status !== "paused" || since === undefined) {
      setSaves(null);
      return setShown(false);
    }
    const left = new AbortController();
    let timer: NodeJS.Timeout;
    const probe = async () => {
      setShown(true);
      const answered = await reachable(AbortSignal.any([left.signal, AbortSignal.timeout(PROBE_MS)]));
      if (left.signal.aborted) return;
      setSaves(answered);
      timer = setTimeout(probe, PROBE_MS);
    };
    timer = setTimeout(probe, Math.max(0, since + GRACE_MS - Date.now()));
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [status, since]);
  if (!shown || !pausedAt) return null;
  return (
    <Banner tone="warning">
      Live updates paused at {formatTime(pausedAt.toISOString(), format)}. Reconnecting.{" "}
      {saves === null
        ? ""
        : saves
          ? "What you save is still saved."
          : "Nothing can be saved until then; what you typed stays here."}
    </Banner>
  );
}
