import { z } from "zod";
import { openRecording, SealError } from "@/server/line/seal";
import type { HotelCtx } from "@/server/verbs/ctx";
import { sealedKey, wavKey } from "./keys";
import { inPieces, readWhole } from "./read-storage";
import { settleRecording } from "./settle";
import {
  durationOf,
  mergeSpans,
  openStereoWav,
  peaksOf,
  RecordingError,
  type Span,
  type StereoWav,
  silenceGuest,
} from "./stereo-wav";

/** Word timings are estimates; this much more on either side is silenced. */
const MARGIN_MS = 150;
const Silences = z.object({ silences: z.array(z.object({ startMs: z.number(), endMs: z.number() })) });

export type Processed = "ready" | "deleted" | "settled before";

/** The call is not over yet, so not everything that must be silenced is known. Worth trying again. */
export class TooEarlyError extends Error {
  override readonly name = "TooEarlyError";
}

/** Row and spans to silence, read in one short transaction. */
function readRecording(ctx: HotelCtx, callId: string) {
  return ctx.deps.db.transaction(ctx.tenantId, async (tx) => {
    const row = await tx.recording.findFirst({
      where: { callId },
      select: { status: true, call: { select: { endedAt: true, recordingRefused: true } } },
    });
    const turns = await tx.callEvent.findMany({
      where: { callId, type: "guest_turn" },
      select: { body: true },
    });
    const silences = turns.flatMap(({ body }): Span[] => Silences.safeParse(body).data?.silences ?? []);
    return { row, silences };
  });
}

function unseal(ctx: HotelCtx, sealed: Buffer): StereoWav {
  try {
    return openStereoWav(openRecording(ctx.deps.keys.sealPrivate, sealed));
  } catch (error) {
    if (error instanceof SealError) throw new RecordingError(error.message, { cause: error });
    throw error;
  }
}

/**
 * Makes an uploaded recording playable: unseals it, silences what is private, draws its waveform, stores it and drops
 * the sealed original. A refused one is deleted. Safe to repeat at any point. Throws RecordingError for a file that will
 * never be one, TooEarlyError before the call's end.
 */
export async function processRecording(
  ctx: HotelCtx,
  callId: string,
  signal: AbortSignal,
): Promise<Processed> {
  const { storage } = ctx.deps;
  const original = sealedKey(ctx.tenantId, callId);
  const { row, silences } = await readRecording(ctx, callId);
  if (!row) throw new RecordingError("There is no such recording.");
  if (row.status !== "processing") {
    // A job that died after its last write left the original behind.
    if (row.status !== "uploading") await storage.delete(original, signal);
    return "settled before";
  }
  if (row.call.recordingRefused) {
    await storage.delete(original, signal);
    await storage.delete(wavKey(ctx.tenantId, callId), signal);
    await settleRecording(ctx, callId, "deleted", { storageKey: null, bytes: 0n });
    return "deleted";
  }
  if (!row.call.endedAt) throw new TooEarlyError("The call is not over yet.");
  const sealed = await readWhole(storage, original, signal);
  if (!sealed) throw new RecordingError("The uploaded file is gone.");
  const wav = unseal(ctx, sealed);
  const durationMs = durationOf(wav);
  const silenced = mergeSpans(silences, MARGIN_MS, durationMs);
  silenceGuest(wav, silenced);
  const storageKey = wavKey(ctx.tenantId, callId);
  await storage.put(storageKey, inPieces(wav.bytes), { contentType: "audio/wav", signal });
  await settleRecording(ctx, callId, "ready", {
    storageKey,
    bytes: BigInt(wav.bytes.length),
    durationMs,
    peaks: peaksOf(wav),
    silenced: silenced.map((span) => ({ ...span, kind: "private" })),
  });
  await storage.delete(original, signal);
  return "ready";
}
