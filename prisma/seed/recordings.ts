import type { Prisma, TenantDb } from "@/server/db";
import { objectKey, type Storage } from "@/server/providers/storage";
import { writeWav } from "@/voice-worker/media/wav";
import { createEmbeddedTts } from "@/voice-worker/speech/tts/embedded";
import type { SeedCall } from "./calls";
import type { House } from "./write-house";

const RATE = 8_000;
/** Two voices: nobody should hear the hotel answer itself. */
const VOICES = { guest: "rms", line: "slt" } as const;
/** Bars of the waveform, a channel. */
const BARS = 400;
const DEADLINE_MS = 90_000;

export interface SeedRecording {
  call: SeedCall;
  wav: Uint8Array;
  peaks: [number[], number[]];
  durationMs: number;
}

/** The newest spoken calls of each kind, short enough to be listened to. */
export function worthHearing(calls: readonly SeedCall[], most: number): SeedCall[] {
  const seen = new Set<string>();
  return [...calls].reverse().filter((call) => {
    const { intent } = call.ending;
    const fits =
      call.channel === "twilio" &&
      call.dialogue.turns.length >= 4 &&
      call.dialogue.ms < 100_000 &&
      !seen.has(intent);
    if (!fits || seen.size >= most) return false;
    seen.add(intent);
    return true;
  });
}

type Say = (text: string, voice: string) => Promise<Int16Array>;

/** The embedded voices at the telephone's rate, for as long as `use` takes. */
async function withVoices<T>(use: (say: Say) => Promise<T>): Promise<T> {
  const tts = createEmbeddedTts({ threads: 2 });
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const say: Say = async (text, voice) => {
    const parts: Int16Array[] = [];
    for await (const { pcm } of tts.synthesize(
      { text: text.replace(/[[\]]/g, ""), language: "en", voice, sampleRate: RATE },
      signal,
    ))
      parts.push(pcm);
    const all = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  };
  try {
    return await use(say);
  } finally {
    await tts.close();
  }
}

/** What guests say after the tone, as mono files with their length. */
export const recordMessages = (texts: readonly string[]): Promise<{ wav: Uint8Array; ms: number }[]> =>
  withVoices((say) =>
    Promise.all(
      texts.map(async (text) => {
        const pcm = await say(text, VOICES.guest);
        return { wav: writeWav({ sampleRate: RATE, channels: [pcm] }), ms: (pcm.length * 1_000) / RATE };
      }),
    ),
  );

/** Says the calls with the embedded voices. Their transcripts take the times of the sound, so both run in step. */
export const record = (calls: readonly SeedCall[]): Promise<SeedRecording[]> =>
  withVoices((say) =>
    Promise.all(
      calls.map(async (call) => {
        const turns = call.dialogue.turns;
        const spoken = await Promise.all(
          turns.map((turn) => say(turn.text, turn.speaker === "guest" ? VOICES.guest : VOICES.line)),
        );
        return mix(call, spoken);
      }),
    ),
  );

function mix(call: SeedCall, spoken: readonly Int16Array[]): SeedRecording {
  const { dialogue } = call;
  const anchors: [number, number][] = [[0, 0]];
  let shift = 0;
  dialogue.turns.forEach((turn, i) => {
    const length = Math.round(((spoken[i]?.length ?? 0) * 1000) / RATE);
    anchors.push([turn.startMs, turn.startMs + shift]);
    shift += length - (turn.endMs - turn.startMs);
    anchors.push([turn.endMs, turn.endMs + shift]);
  });
  dialogue.retime((ms) => onLine(anchors, ms));
  const frames = Math.ceil((dialogue.ms * RATE) / 1000);
  const sides = { guest: new Int16Array(frames), line: new Int16Array(frames) };
  dialogue.turns.forEach((turn, i) => {
    const at = Math.floor((turn.startMs * RATE) / 1000);
    const pcm = spoken[i]?.subarray(0, Math.max(0, frames - at));
    if (pcm) sides[turn.speaker].set(pcm, at);
  });
  const channels = [sides.guest, sides.line];
  return {
    call,
    wav: writeWav({ sampleRate: RATE, channels }),
    peaks: [peaksOf(sides.guest), peaksOf(sides.line)],
    durationMs: dialogue.ms,
  };
}

/** A time carried over by the anchors around it; after the last one, by the last shift. */
function onLine(anchors: readonly [number, number][], ms: number): number {
  const next = anchors.findIndex(([from]) => from > ms);
  const before = anchors[(next === -1 ? anchors.length : next) - 1] ?? [0, 0];
  const after = next === -1 ? undefined : anchors[next];
  if (!after) return Math.round(before[1] + ms - before[0]);
  return Math.round(before[1] + ((ms - before[0]) * (after[1] - before[1])) / (after[0] - before[0]));
}

/** The loudest sample of each bar, 0 to 100. */
function peaksOf(pcm: Int16Array): number[] {
  const size = Math.max(1, Math.ceil(pcm.length / BARS));
  return Array.from({ length: Math.ceil(pcm.length / size) }, (_, i) => {
    let peak = 0;
    for (const sample of pcm.subarray(i * size, (i + 1) * size)) peak = Math.max(peak, Math.abs(sample));
    return Math.round((peak * 100) / 32_768);
  });
}

/** Stores the sound first, then the row that says it is ready. */
export async function writeRecordings(
  db: TenantDb,
  storage: Storage,
  house: House,
  recordings: readonly SeedRecording[],
): Promise<void> {
  const { tenantId } = house;
  const rows: Prisma.RecordingCreateManyInput[] = [];
  for (const { call, wav, peaks, durationMs } of recordings) {
    const storageKey = objectKey(tenantId, "recordings", `${call.id}.wav`);
    const body = (async function* () {
      yield wav;
    })();
    await storage.put(storageKey, body, {
      contentType: "audio/wav",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const createdAt = new Date(call.startedAt.getTime() + durationMs);
    rows.push({
      tenantId,
      callId: call.id,
      status: "ready",
      storageKey,
      bytes: BigInt(wav.length),
      durationMs,
      peaks,
      silenced: [],
      createdAt,
    });
  }
  await db.transaction(tenantId, (tx) => tx.recording.createMany({ data: rows }));
}
