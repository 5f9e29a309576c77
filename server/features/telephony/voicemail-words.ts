import type { Tx } from "@/server/db";
import { policyValues } from "@/server/features/policies";
import { recordCost, vendorBreakers, vendorsFor } from "@/server/features/vendors";
import { businessDate } from "@/server/kernel/dates";
import type { VendorUsage } from "@/server/line/contract";
import {
  type Transcriber,
  TranscriptionError,
  type TranscriptionOptions,
} from "@/server/providers/transcription/port";
import type { HotelCtx } from "@/server/verbs/ctx";
import { callLanguage } from "./languages";
import { keepTranscript } from "./voicemail";

const ONE_EAR_MS = 60_000;
/** The longest message is three minutes of telephone sound, 3 MB. */
const MOST_BYTES = 20_000_000;

/** Who can write this hotel's messages down, in the order they are tried: its own recognisers and the platform's. */
export async function voicemailEars(tx: Tx, ctx: HotelCtx): Promise<Transcriber[]> {
  const { transcriber } = ctx.deps;
  if (!transcriber) return [];
  const { asr } = await vendorsFor(tx, ctx.hotelId, ctx);
  return asr.flatMap((vendor) => transcriber(vendor) ?? []);
}

/** The words of the house: callers say them, and a recogniser would not know them. */
async function vocabularyOf(tx: Tx, ctx: HotelCtx): Promise<string[]> {
  const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
  const today = businessDate(ctx.deps.clock.now(), hotel.timeZone, hotel.auditHour);
  const { entries = [] } = await policyValues(tx, ctx.hotelId, "directory", today);
  const rooms = await tx.roomType.findMany({
    where: { hotelId: ctx.hotelId, archivedAt: null },
    select: { name: true },
  });
  return [hotel.name, ...rooms.map(({ name }) => name), ...entries.map(({ spokenName }) => spokenName)];
}

async function readSound(ctx: HotelCtx, key: string, signal: AbortSignal): Promise<Uint8Array | null> {
  const stored = await ctx.deps.storage.get(key, { signal });
  if (!stored || stored.info.size > MOST_BYTES) {
    await stored?.body[Symbol.asyncIterator]().return?.();
    return null;
  }
  const parts: Uint8Array[] = [];
  for await (const part of stored.body) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

/**
 * Writes down what was said in a message whose sound is stored, by the hotel's own recognisers in the language of the call.
 * `nothing`: nobody understood a word; `nobody`: none of them can. Throws when another try may help. Safe to be done again.
 */
export async function writeDownVoicemail(
  ctx: HotelCtx,
  callId: string,
): Promise<"written" | "nothing" | "nobody" | "none"> {
  const { deps, tenantId } = ctx;
  const known = await deps.db.withTenant(tenantId, async (db) => {
    const row = await db.voicemail.findFirst({ where: { callId, status: "stored", transcript: null } });
    if (!row?.storageKey) return null;
    return {
      row: { ...row, storageKey: row.storageKey },
      ears: await voicemailEars(db, ctx),
      options: { language: await callLanguage(db, ctx, callId), vocabulary: await vocabularyOf(db, ctx) },
    };
  });
  if (!known) return "none";
  const { row, ears, options } = known;
  if (ears.length === 0) return "nobody";
  const sound = await readSound(ctx, row.storageKey, AbortSignal.timeout(ONE_EAR_MS));
  if (!sound) return "nobody";
  const heard = await listen(ctx, ears, sound, options);
  if (!heard) return "nobody";
  await keepTranscript(ctx, callId, { recordingSid: row.recordingSid, text: heard.text.slice(0, 4_000) });
  const { vendor, model } = heard.ear;
  const usage: VendorUsage = {
    ...{ port: "asr", vendor, model, seconds: row.durationSeconds },
    ...{ characters: 0, tokensIn: 0, tokensCached: 0, tokensOut: 0 },
  };
  await deps.db.transaction(tenantId, (tx) => recordCost(tx, callId, "voicemail", [usage]));
  return heard.text.trim() ? "written" : "nothing";
}

/** The first recogniser that answers. Undefined when none ever will; throws when one is only away. */
async function listen(
  ctx: HotelCtx,
  ears: readonly Transcriber[],
  sound: Uint8Array,
  options: TranscriptionOptions,
): Promise<{ text: string; ear: Transcriber } | undefined> {
  let away: unknown;
  for (const ear of ears) {
    const permit = vendorBreakers(ctx.deps).of(`asr:${ear.vendor}:${ctx.tenantId}:recordings`).allow();
    if (!permit) {
      away ??= new TranscriptionError("unavailable", `${ear.vendor} has failed several times.`);
      continue;
    }
    const signal = AbortSignal.timeout(ONE_EAR_MS);
    try {
      const text = await ear.transcribe(sound, options, signal);
      permit.succeeded();
      return { text, ear };
    } catch (error) {
      if (!(error instanceof TranscriptionError) && !signal.aborted) {
        permit.released();
        throw error;
      }
      permit.failed();
      const isUnsuitable = error instanceof TranscriptionError && error.failure === "unsuitable";
      ctx.log.warn({ vendor: ear.vendor, reason: String(error) }, "a message was not written down");
      if (!isUnsuitable) away ??= error;
    }
  }
  if (away) throw away;
  return undefined;
}

/** While the words may still come: the recogniser's job is tried again for about so long. */
const COMING_MS = 3_600_000;

export type VoicemailWords = "written" | "nothing" | "coming" | "failed" | "no_recogniser";

/** How it stands with the words of a message. English is written down by the telephone service where nobody else can. */
export function wordsOf(
  row: { transcript: string | null; status: string; createdAt: Date },
  language: string,
  hasEars: boolean,
  now: Date,
): VoicemailWords {
  if (row.transcript !== null) return row.transcript.trim() ? "written" : "nothing";
  if (!hasEars && language !== "en") return "no_recogniser";
  const isOld = now.getTime() - row.createdAt.getTime() > COMING_MS;
  return isOld || row.status === "failed" ? "failed" : "coming";
}
