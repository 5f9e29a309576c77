"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTRPCClient } from "@/components/trpc/client";
import { type Levels, Softphone } from "./phone-call";
import { idlePhone, type PhoneState } from "./phone-state";

const silent: Levels = { in: 0, out: 0 };

/** One softphone for as long as the component lives; leaving the page hangs up. */
export function useSoftphone(): { phone: PhoneState; line: Softphone } {
  const client = useTRPCClient();
  const [line] = useState(() => new Softphone(() => client.calls.place.mutate()));
  const phone = useSyncExternalStore(line.subscribe, line.getState, () => idlePhone);
  useEffect(() => () => line.close(), [line]);
  return { phone, line };
}

export const useLevels = (line: Softphone): Levels =>
  useSyncExternalStore(line.subscribeLevels, line.getLevels, () => silent);

/** Wall clock, renewed each second while `running`. */
export function useSecond(running: boolean): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}

/** Text for screen readers, renewed at most every two seconds. */
export function useCalm(text: string): string {
  const [calm, setCalm] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(text), 2_000);
    return () => clearTimeout(timer);
  }, [text]);
  return calm;
}
