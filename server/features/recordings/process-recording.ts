import { openRecording, SealError } from "@/server/line/seal";
import type { HotelCtx } from "@/server/verbs/ctx";
import { checkEnd, layOut, type PlacedPart } from "./join-parts";
import { wavKey } from "./keys";
import { type Known, type KnownPart, readKnown } from "./read-known";
import { inPieces, readWhole } from "./read-storage";
import { deleteRefused, failParts, keepJoined, settleRecording } from "./settle";
import {
  durationOf,
  mergeSpans,
  openStereoWav,
  peaksOf,
  RecordingError,
  type StereoWav,
  silenceGuest,
} from "./stereo-wav";

/** Word timings are estimates; this much more on either side is silenced. */
const MARGIN_MS = 150;
/** Silenced because nobody has looked whether it is private. */
const UNTOLD = "not_checked";
/** Parts whose sealed files are of no more use. */
const SPENT = ["joined", "failed", "refused"];

export type Processed = "ready" | "deleted" | "settled before";

/** The call is not over yet, so not everything that must be silenced is known. Worth trying again. */
export class TooEarlyError extends Error {
  override readonly name = "TooEarlyError";
}

/**
 * Makes what was uploaded of a call's recording playable: unseals each worker's part, lays them on the call's timeline
 * beside what was joined before, silences what is private, draws the waveform, stores it and drops the sealed originals.
 * A part that comes later is added by the next run; one that cannot be opened is deleted. A refused recording is deleted,
 * every part of it. Safe to repeat at any point. Throws RecordingError for files that will never be one, TooEarlyError before the call's end.
 */
export async function processRecording(
  ctx: HotelCtx,
  callId: string,
  signal: AbortSignal,
): Promise<Processed> {
  const { storage } = ctx.deps;
  const known = await readKnown(ctx, callId);
  if (!known) throw new RecordingError("There is no such recording.");
  const { recording, parts, call } = known;
  // What a job that died after its last write left behind, and what the guest does not want kept.
  const spent = parts.filter(({ status }) => call.recordingRefused || SPENT.includes(status));
  for (const key of [...spent.map((part) => part.storageKey), recording.supersededKey])
    if (key && key !== recording.storageKey) await storage.delete(key, signal);
  if (call.recordingRefused) {
    if (recording.storageKey) await storage.delete(recording.storageKey, signal);
    // The guest may allow it again: what the call's worker records then is settled at the end.
    if (!call.endedAt) return "deleted";
    return (await deleteRefused(ctx, callId)) ? "deleted" : "settled before";
  }
  if (call.endedAt && nothingButRefused(parts))
    return (await settleRecording(ctx, callId, "deleted")) ? "deleted" : "settled before";
  const fresh = parts.filter(({ status }) => status === "uploaded");
  if (fresh.length === 0 && (recording.status !== "processing" || !call.endedAt)) return "settled before";
  if (!call.endedAt) throw new TooEarlyError("The call is not over yet.");
  return join(ctx, callId, known, signal);
}

/** The guest allowed recording again after a refusal, and no worker has recorded anything since. */
const nothingButRefused = (parts: readonly KnownPart[]): boolean =>
  parts.some(({ status }) => status === "refused") &&
  parts.every(({ status }) => status === "refused" || status === "none");

async function join(ctx: HotelCtx, callId: string, known: Known, signal: AbortSignal): Promise<Processed> {
  const { storage } = ctx.deps;
  const { recording, parts, silences } = known;
  const untold = known.silenced.filter(({ kind }) => kind === UNTOLD);
  const placed: PlacedPart[] = [];
  const epochs: number[] = [];
  const broken: KnownPart[] = [];
  for (const found of parts.filter(({ status }) => status === "uploaded")) {
    const { epoch, storageKey, checkedUntilMs } = found;
    try {
      const sealed = storageKey ? await readWhole(storage, storageKey, signal) : null;
      if (!sealed) throw new RecordingError("The uploaded file is gone.");
      const part = unseal(ctx, sealed);
      checkEnd(part);
      if (checkedUntilMs !== null) untold.push(...dropUntold(part, checkedUntilMs));
      placed.push(part);
      epochs.push(epoch);
    } catch (error) {
      if (!(error instanceof RecordingError)) throw error;
      ctx.log.error({ epoch, reason: error.message }, "a part of a recording will never be one");
      broken.push(found);
    }
  }
  await failParts(
    ctx,
    callId,
    broken.map(({ epoch }) => epoch),
  );
  for (const { storageKey } of broken) if (storageKey) await storage.delete(storageKey, signal);
  if (placed.length === 0) {
    // What could be played before can still be.
    if (recording.status === "ready") return "settled before";
    throw new RecordingError("Nothing of this recording can be opened.");
  }
  const before = recording.storageKey ? await readWhole(storage, recording.storageKey, signal) : null;
  if (before) placed.push({ ...openStereoWav(before), startSample: 0 });
  const wav = layOut(placed);
  const durationMs = durationOf(wav);
  const silenced = mergeSpans(silences, MARGIN_MS, durationMs);
  silenceGuest(wav, silenced);
  const joined = [...parts.filter(({ status }) => status === "joined").map((part) => part.epoch), ...epochs];
  const storageKey = wavKey(ctx.tenantId, callId, joined);
  await storage.put(storageKey, inPieces(wav.bytes), { contentType: "audio/wav", signal });
  const kept = await keepJoined(ctx, callId, recording, {
    epochs,
    data: {
      storageKey,
      bytes: BigInt(wav.bytes.length),
      durationMs,
      peaks: peaksOf(wav),
      silenced: [...silenced.map((span) => ({ ...span, kind: "private" })), ...untold],
    },
  });
  if (!kept) throw new TooEarlyError("Another run has changed this recording.");
  for (const part of parts)
    if (epochs.includes(part.epoch) && part.storageKey) await storage.delete(part.storageKey, signal);
  if (recording.storageKey && recording.storageKey !== storageKey)
    await storage.delete(recording.storageKey, signal);
  return "ready";
}

/** Takes the guest out of a part from a moment of the call on, in place. The span of the call that this is, if any. */
function dropUntold(part: StereoWav, fromMs: number) {
  const startsMs = (part.startSample * 1000) / part.sampleRate;
  const [startMs, endMs] = [Math.max(startsMs, fromMs), startsMs + durationOf(part)];
  if (startMs >= endMs) return [];
  silenceGuest(part, [{ startMs: startMs - startsMs, endMs: endMs - startsMs }]);
  return [{ startMs: Math.round(startMs), endMs: Math.round(endMs), kind: UNTOLD }];
}

function unseal(ctx: HotelCtx, sealed: Buffer): StereoWav {
  try {
    return openStereoWav(openRecording(ctx.deps.keys.sealPrivate, sealed));
  } catch (error) {
    if (error instanceof SealError) throw new RecordingError(error.message, { cause: error });
    throw error;
  }
}
