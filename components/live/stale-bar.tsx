"use client";
import { useEffect, useState } from "react";
import { formatTime } from "@/components/lib/format";
import { useFormat } from "@/components/lib/format-context";
import { Banner } from "@/components/ui/banner";
import { useLiveState } from "./use-live";

/** A break shorter than this is nobody's business. */
const GRACE_MS = 3_000;

/** "Live updates paused at 13:42. Reconnecting." Nothing while all is well. */
export function LiveStaleBar() {
  const { status, pausedAt } = useLiveState();
  const format = useFormat();
  const [shown, setShown] = useState(false);
  const since = pausedAt?.getTime();
  useEffect(() => {
    if (status !== "paused" || since === undefined) return setShown(false);
    const timer = setTimeout(() => setShown(true), Math.max(0, since + GRACE_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [status, since]);
  if (!shown || !pausedAt) return null;
  return (
    <Banner tone="warning">
      Live updates paused at {formatTime(pausedAt.toISOString(), format)}. Reconnecting. What you save is
      still saved.
    </Banner>
  );
}
