import type { IncomingMessage, ServerResponse } from "node:http";
import type { Brain } from "@/server/brain/port";
import { type Logger, silentLogger } from "@/server/kernel/logger";
import type { Line } from "@/server/line/contract";
import { type CallMeter, type SessionDeps, type Speech, silentMeter } from "../call/deps";
import { noRecording } from "../call/recording";
import { createTokenVerifier } from "../line/token";
import { FrameClock } from "../media/clock";
import { createFakeAsr } from "../speech/asr/fake";
import { type SharedEngines, sharedSpeech } from "../speech/failover/shared";
import { createFakeTts } from "../speech/tts/fake";
import { createEnergyVad } from "../speech/vad/energy";
import { realTimers, type Timers } from "../timing";
import { Worker } from "../worker";
import type { LineDouble } from "./line-double";

/** Fake engines: the voice says tones that the ear understands. */
export function fakeSpeech(options: Parameters<typeof createFakeTts>[0] = {}): Speech & SharedEngines {
  const tts = createFakeTts({ maxClauses: 2_000, ...options });
  const asr = createFakeAsr({ maxStreams: 2_000 });
  return sharedSpeech({ tts, asr, createVad: createEnergyVad });
}

export interface HarnessOptions {
  brain: Brain;
  double: LineDouble;
  line?: Line;
  timers?: Timers;
  speech?: Speech;
  capacity?: number;
  log?: Logger;
  meter?: CallMeter;
  /** How long a guest whose connection broke may come back; not at all unless given. */
  returnMs?: number;
  record?: SessionDeps["record"];
  keepRecording?: SessionDeps["keepRecording"];
}

const notFound = (_request: IncomingMessage, response: ServerResponse) => void response.writeHead(404).end();

/** A worker on a free port with the given brain and line; everything else is a fake that behaves. */
export async function startTestWorker(options: HarnessOptions): Promise<Worker> {
  const timers = options.timers ?? realTimers;
  const verifier = await createTokenVerifier(options.double.tokenKey);
  return Worker.start({
    line: options.line ?? options.double,
    brain: options.brain,
    speech: options.speech ?? fakeSpeech(),
    timers,
    frames: new FrameClock(timers),
    log: options.log ?? silentLogger,
    meter: options.meter ?? silentMeter,
    returnMs: options.returnMs ?? 0,
    record: options.record ?? (async () => noRecording),
    keepRecording: options.keepRecording ?? (async () => {}),
    verifier: () => verifier,
    capacity: options.capacity ?? 10,
    port: 0,
    handle: notFound,
  });
}
