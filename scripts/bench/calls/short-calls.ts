import { TwilioCaller } from "@/voice-worker/testing/twilio-caller";
import { FrameDrive } from "./frame-clock";
import type { Target } from "./target";
import type { Census } from "./worker";

const AT_ONCE = 20;
const FIRST_SOUND_MS = 8_000;
/** A short call: the guest hears this many messages of the greeting and hangs up. */
const MESSAGES = 3;
const IDLE_MS = 60_000;
const SETTLE_MS = 2_000;

export interface Growth {
  calls: number;
  failed: number;
  /** After the first fifth, in the middle and at the end: what only warms up grows less and less. */
  counts: readonly Census[];
  /** Kilobytes of heap a call, in the first and in the second half after the first fifth. */
  heapKbPerCall: readonly number[];
}

/** Many calls of half a second; a leak of memory, sockets or timers shows between the counts. */
export async function playShortCalls(target: Target, count: number): Promise<Growth> {
  const drive = new FrameDrive();
  const warm = Math.max(AT_ONCE, Math.floor(count / 5));
  const failed = { count: 0 };
  const play = async (calls: number) => {
    let left = calls;
    const lane = async () => {
      while (left-- > 0) await shortCall(target, drive).catch(() => failed.count++);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    if (!(await target.idle(IDLE_MS))) throw new Error("The worker did not come to rest after its calls.");
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    forgetClosed(target);
    return target.census();
  };
  const half = Math.ceil((count - warm) / 2);
  const counts = [await play(warm), await play(half), await play(half)];
  drive.stop();
  const heapKbPerCall = counts
    .slice(1)
    .map(({ heapMb }, i) => ((heapMb - (counts[i]?.heapMb ?? 0)) * 1024) / half);
  return { calls: warm + 2 * half, failed: failed.count, counts, heapKbPerCall };
}

/** The double would keep every call for ever: its memory is not what is measured, but its time is. */
function forgetClosed({ double }: Target): void {
  for (const [callId, call] of double.calls) if (call.closed) double.calls.delete(callId);
}

async function shortCall(target: Target, drive: FrameDrive): Promise<void> {
  const { callId, token } = await target.newCall();
  let messages = 0;
  let heard: () => void = () => {};
  const sound = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const caller = await TwilioCaller.connect({
    streamUrl: `${target.mediaUrl}/media/twilio`,
    parameters: { token },
    callSid: `CA${callId.replaceAll("-", "")}`,
    live: false,
    clock: drive.add,
    voice: async () => new Int16Array(0),
    onAudio: () => {
      messages += 1;
      if (messages === MESSAGES) heard();
    },
  });
  const late = setTimeout(heard, FIRST_SOUND_MS);
  await Promise.race([sound, caller.ended]);
  clearTimeout(late);
  caller.hangUp();
  await caller.ended;
  if (messages < MESSAGES) throw new Error("No greeting came.");
}
