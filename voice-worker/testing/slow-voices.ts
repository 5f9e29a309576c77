import type { Speech } from "../call/deps";
import { createFakeAsr } from "../speech/asr/fake";
import type { Asr, AsrEvent } from "../speech/asr/port";
import { VoiceFailover } from "../speech/failover/voice";
import { createFakeTts } from "../speech/tts/fake";
import type { Tts } from "../speech/tts/port";
import { createEnergyVad } from "../speech/vad/energy";
import type { Timers } from "../timing";
import { CallWorld, type CallWorldOptions } from "./call-world";
import { ScriptedBrain, say } from "./fake-brain";
import { LineDouble } from "./line-double";
import { ManualTimers } from "./manual-timers";

/** Longer than anybody waits. */
export const NEVER = 60_000;

/** A voice that takes so long to its first sound, and falls silent after it has said so many chunks. */
export function slow(timers: Timers, firstMs: number, chunks = Number.POSITIVE_INFINITY): Tts {
  let given = 0;
  return createFakeTts({
    firstMs,
    chunkMs: 0,
    delay: (ms, signal) =>
      new Promise((go, leave) => {
        given = ms === firstMs ? 0 : given + 1;
        const cancel = timers.after(given < chunks ? ms : NEVER, go);
        signal.addEventListener("abort", () => {
          cancel();
          leave(signal.reason as Error);
        });
      }),
  });
}

/** An ear whose finals come so much later. */
export function lateEar(timers: Timers, ms: number): Asr {
  const ear = createFakeAsr({ isDemoEar: true });
  async function* late(events: AsyncIterable<AsrEvent>): AsyncGenerator<AsrEvent> {
    for await (const event of events) {
      if (event.type === "final") await new Promise<void>((go) => timers.after(ms, go));
      yield event;
    }
  }
  return {
    ...ear,
    open(asked, signal) {
      const stream = ear.open(asked, signal);
      return { ...stream, events: late(stream.events) };
    },
  };
}

/** The voices of every call in this order; the last of `voices` is the last resort unless `hosted`. */
export function speechOf(
  voices: readonly Tts[],
  timers: Timers,
  hosted = false,
  asr: Asr = createFakeAsr(),
): Speech {
  const rungs = voices.map((tts, n) => ({
    vendor: `v${n}`,
    tts,
    ...(!hosted && n === voices.length - 1 ? { lastResort: true as const } : {}),
  }));
  return {
    forCall: (_opening, report) => ({
      tts: new VoiceFailover({
        rungs,
        timers,
        report: (vendor, on) => report.degraded("next_voice", vendor, on),
      }),
      asr,
      createVad: createEnergyVad,
      usage: () => [],
      close() {},
    }),
    close: async () => {},
  };
}

export interface VoicedCall extends Partial<Omit<CallWorldOptions, "timers" | "speech">> {
  language?: string;
  greeting?: string;
  hosted?: boolean;
  /** Finals come so much later. */
  lateMs?: number;
}

/** A call with these voices and a brain that repeats what it hears in two clauses. */
export function callWithVoices(
  make: (timers: ManualTimers) => readonly Tts[],
  { language = "en", greeting = "Hello.", hosted = false, lateMs, ...options }: VoicedCall = {},
): Promise<CallWorld> {
  const timers = new ManualTimers(5_000);
  const ear = lateMs === undefined ? undefined : lateEar(timers, lateMs);
  const speech = speechOf(make(timers), timers, hosted, ear);
  const brain = new ScriptedBrain(async function* (turn) {
    yield say(`You said ${turn.text}.`);
    yield say("What else?", "question");
  });
  const double = new LineDouble({ opening: { greeting, language } });
  return CallWorld.start({ double, brain, ...options, speech, timers });
}
