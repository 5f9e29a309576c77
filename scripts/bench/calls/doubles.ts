import { setTimeout as sleep } from "node:timers/promises";
import type { Brain, BrainDialogue, BrainOutput, GuestTurn } from "@/server/brain/port";
import type { CallOpening } from "@/server/line/contract";
import { rms } from "@/voice-worker/call/levels";
import type { Asr, AsrEvent, AsrStream } from "@/voice-worker/speech/asr/port";
import { EventQueue } from "@/voice-worker/speech/events";
import { sharedSpeech } from "@/voice-worker/speech/failover/shared";
import type { Tts, TtsChunk, TtsRequest } from "@/voice-worker/speech/tts/port";
import { createEnergyVad } from "@/voice-worker/speech/vad/energy";
import type { CreateVad } from "@/voice-worker/speech/vad/port";
import type { WarmSpeech } from "@/voice-worker/speech-engines";
import type { Stamps } from "./stamps";
import { readMark } from "./watermark";

/** What the doubles take, in milliseconds; the same as the outside meter's providers. */
export const LATENCY = { endpoint: 200, final: 100, token: 200, perToken: 20, sound: 100 } as const;
const LOUD = 0.005;
const SPEECH_MS = 60;
const FRAME_MS = 20;
const TAG = /c\d+t\d+/;
const MS_PER_CHARACTER = 25;
const CHUNK_MS = 100;
/** Synthesis is this much faster than speech. */
const SPEED = 5;

const tagIn = (text: string): string | undefined => TAG.exec(text)?.[0];

/** A recogniser with endpointing of its own: its final is the name of the turn. */
class DoubleEar implements AsrStream {
  readonly events = new EventQueue<AsrEvent>(16, (event) => event.type !== "final");
  readonly isDemoEar = false;
  private tag: string | undefined;
  private loudMs = 0;
  private quietMs = 0;
  /** Runs while a final is on its way. */
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly stamps: Stamps) {}

  push(pcm: Int16Array): void {
    this.tag = readMark(pcm) ?? this.tag;
    const loud = rms(pcm) > LOUD;
    this.quietMs = loud ? 0 : this.quietMs + FRAME_MS;
    if (loud) this.loudMs += FRAME_MS;
    if (this.loudMs >= SPEECH_MS && this.quietMs >= LATENCY.endpoint) this.finish();
  }

  private finish(): void {
    const { tag } = this;
    this.reset();
    this.tag = undefined;
    this.stamps.note(tag, "endpoint");
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.stamps.note(tag, "final");
      this.events.push({ type: "final", text: `I would like something else ${tag ?? ""}`, confidence: 0.99 });
    }, LATENCY.final);
  }

  expect(): void {}

  /** One final a turn, as the port promises: one that is on its way already is it. */
  endTurn(): void {
    if (this.timer) return;
    if (this.loudMs > 0) this.finish();
    else this.events.push({ type: "final", text: "", confidence: 0 });
  }

  /** The turn keeps its name: its first frame is not heard again. */
  reset(): void {
    this.loudMs = this.quietMs = 0;
  }

  close(): void {
    clearTimeout(this.timer);
    this.events.end();
  }
}

const createAsr = (stamps: Stamps): Asr => ({
  name: "double",
  open(_options, signal) {
    const ear = new DoubleEar(stamps);
    signal.addEventListener("abort", () => ear.close(), { once: true });
    return ear;
  },
  close: async () => {},
});

const hum = (samples: number, sampleRate: number): Int16Array =>
  Int16Array.from({ length: samples }, (_, i) =>
    Math.round(6_000 * Math.sin((2 * Math.PI * 220 * i) / sampleRate)),
  );

const createTts = (stamps: Stamps): Tts => {
  const chunks = new Map<number, Int16Array>();
  const chunkOf = (rate: number): Int16Array => {
    const known = chunks.get(rate) ?? hum((rate * CHUNK_MS) / 1000, rate);
    chunks.set(rate, known);
    return known;
  };
  return {
    name: "double",
    voices: () => ["hum"],
    async *synthesize({ text, sampleRate }: TtsRequest, signal: AbortSignal): AsyncGenerator<TtsChunk> {
      const tag = tagIn(text);
      stamps.note(tag, "voice");
      await sleep(LATENCY.sound, undefined, { signal });
      stamps.note(tag, "sound");
      const count = Math.max(2, Math.ceil((text.length * MS_PER_CHARACTER) / CHUNK_MS));
      for (let i = 0; i < count; i++) {
        yield { pcm: chunkOf(sampleRate) };
        await sleep(CHUNK_MS / SPEED, undefined, { signal });
      }
    },
    close: async () => {},
  };
};

/** A model behind a brain: the first clause is whole after two tokens, the second after twelve more. */
class DoubleDialogue implements BrainDialogue {
  constructor(
    private readonly opening: CallOpening,
    private readonly stamps: Stamps,
  ) {}

  async *greet(): AsyncGenerator<BrainOutput> {
    yield say(this.opening.greeting);
  }

  async *respond({ text }: GuestTurn, { signal }: { signal: AbortSignal }): AsyncGenerator<BrainOutput> {
    const tag = tagIn(text);
    this.stamps.note(tag, "asked");
    await sleep(LATENCY.token, undefined, { signal });
    this.stamps.note(tag, "token");
    await sleep(2 * LATENCY.perToken, undefined, { signal });
    yield say(`Certainly, I have noted ${tag ?? "that"}.`);
    await sleep(12 * LATENCY.perToken, undefined, { signal });
    yield say("Is there anything else that I can do for you today?");
  }

  async *resumedWith(): AsyncGenerator<BrainOutput> {}

  async *silent(): AsyncGenerator<BrainOutput> {
    yield say("Are you still there?");
  }

  interrupted(): void {}
  expectation() {
    return { kind: "open" } as const;
  }
  snapshot(): unknown {
    return {};
  }
}

const say = (text: string): BrainOutput => ({ type: "say", text, kind: "answer", facts: [] });

/** The worker's own voice detector, noting when it first heard each marked utterance. */
const watched =
  (create: CreateVad, stamps: Stamps): CreateVad =>
  (sampleRate) => {
    const vad = create(sampleRate);
    let tag: string | undefined;
    return {
      push(pcm) {
        tag = readMark(pcm) ?? tag;
        const result = vad.push(pcm);
        if (tag !== undefined && result.speaking) {
          stamps.note(tag, "onset");
          tag = undefined;
        }
        return result;
      },
      reset: () => vad.reset(),
    };
  };

/** Fixed-latency doubles at the ports: what is left over is the worker's own time. */
export const doubleSpeech = (stamps: Stamps): WarmSpeech => ({
  ...sharedSpeech({
    asr: createAsr(stamps),
    tts: createTts(stamps),
    createVad: watched(createEnergyVad, stamps),
  }),
  warm: async () => {},
  voiced: async () => {},
});

export const doubleBrain = (stamps: Stamps): Brain => ({
  name: "double",
  start: (opening) => new DoubleDialogue(opening, stamps),
  resume: (opening) => new DoubleDialogue(opening, stamps),
});
