"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTRPCClient } from "@/components/trpc/client";
import { phoneOf } from "./current-phone";
import { type Levels, Softphone } from "./phone-call";
import { idlePhone, type PhoneState } from "./phone-state";

const silent: Levels = { in: 0, out: 0 };

/** The softphone of this hotel in this tab. Its call goes on when the page is left. */
export function useSoftphone(hotel: string): { phone: PhoneState; line: Softphone } {
  const client = useTRPCClient();
  const [line, setLine] = useState<Softphone>(silentPhone);
  useEffect(() => {
    setLine(
      phoneOf(hotel, {
        place: (call) => client.calls.place.mutate(call),
        resume: (call) => client.calls.resume.mutate(call),
      }),
    );
  }, [hotel, client]);
  return { phone: usePhoneState(line), line };
}

/** Before the browser has its phone, and on the server: one that never calls. */
const silentPhone = new Softphone({ place: unreachable });
async function unreachable(): Promise<never> {
  throw new Error("The phone is not ready yet. Try again in a moment.");
}

export const usePhoneState = (line: Softphone): PhoneState =>
  useSyncExternalStore(line.subscribe, line.getState, () => idlePhone);

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
