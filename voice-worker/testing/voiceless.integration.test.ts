import { expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { GUEST_LANGUAGES } from "@/server/kernel/in-language";
import { createFakeTts } from "../speech/tts/fake";
import type { Tts } from "../speech/tts/port";
import { realTimers } from "../timing";
import { ScriptedBrain } from "./fake-brain";
import { LineDouble } from "./line-double";
import { RawStream } from "./raw-stream";
import { NEVER, slow, speechOf } from "./slow-voices";
import { startTestWorker } from "./worker-harness";

/** Longest silence a guest may be left in, and what the telephone service needs of it to begin its sentence. */
const SILENCE_MS = 3_000;
const HAND_OVER_MS = 200;

/** A hosted voice that takes requests and never sounds, until it is back. */
function hosted(): { tts: Tts; back(): void } {
  const [good, silent] = [createFakeTts({ maxClauses: 50 }), slow(realTimers, NEVER)];
  let now: Tts = silent;
  return {
    tts: { ...good, synthesize: (request, signal) => now.synthesize(request, signal) },
    back: () => {
      now = good;
    },
  };
}

/** A guest calls in this language while the hosted voice is silent; and comes back, if let go, when it sounds. */
async function callIn(language: string) {
  const double = new LineDouble({ opening: { greeting: "Welcome to the hotel.", language } });
  const voice = hosted();
  const embedded = { ...createFakeTts(), voices: (asked: string) => (asked === "en" ? ["slt"] : []) };
  const worker = await startTestWorker({
    brain: new ScriptedBrain(async function* () {}),
    double,
    speech: speechOf([voice.tts, embedded], realTimers),
  });
  const callId = newId();
  const connect = async () => {
    const parameters = { token: await double.token({ callId, channel: "twilio" }) };
    const stream = await RawStream.open({
      streamUrl: `ws://127.0.0.1:${worker.port}/media/twilio`,
      parameters,
    });
    stream.start();
    const inTime = await stream.until(() => stream.heard > 0 || stream.closed, SILENCE_MS - HAND_OVER_MS);
    return { stream, inTime };
  };
  try {
    const first = await connect();
    const left = first.stream.closedWith;
    voice.back();
    const again = left === undefined ? first : await connect();
    again.stream.drop();
    const { closed } = double.call(callId);
    return { language, inTime: first.inTime, left, again: again.inTime && again.stream.heard > 0, closed };
  } finally {
    await worker.close();
  }
}

test("no guest is left in three seconds of silence by a hosted voice that is away, in any language", async () => {
  const calls = await Promise.all(GUEST_LANGUAGES.map(callIn));
  expect(calls).toEqual(
    GUEST_LANGUAGES.map((language) => ({
      language,
      inTime: true,
      // The embedded voice speaks English; the others go to the telephone service's voice and come back.
      left: language === "en" ? undefined : 1012,
      again: true,
      closed: undefined,
    })),
  );
}, 30_000);
