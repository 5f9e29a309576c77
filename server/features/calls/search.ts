import { getCountryCallingCode, isSupportedCountry } from "libphonenumber-js";
import { Prisma, type Tx } from "@/server/db";

const MOST = 500;
/** Guests looked at whose surname begins like this: past so many the search says nothing any more. */
const MOST_GUESTS = 1_000;
const FEWEST_DIGITS = 3;
/** The largest character sorts after every text that begins like this. */
const AFTER = "\u{10FFFF}";

/** Calls in which the words were said → the sentence, with [[marks]]. Through the reviewed search function. */
export async function searchCalls(tx: Tx, hotelId: string, words: string): Promise<Map<string, string>> {
  const hits = await tx.$queryRaw<{ call_id: string; sentence: string }[]>`
    SELECT call_id, sentence FROM search_calls(${hotelId}::uuid, ${words}, ${MOST}::int)`;
  return new Map(hits.map((hit) => [hit.call_id, hit.sentence]));
}

/** Ids of the newest calls, 500 at most, whose guest's surname or whose number begins like this. */
export async function searchCallers(tx: Tx, hotelId: string, text: string): Promise<string[]> {
  const { country } = await tx.hotel.findFirstOrThrow({ where: { id: hotelId }, select: { country: true } });
  const branches = [
    byName(hotelId, text),
    ...numberStarts(text, country).map((start) => byNumber(hotelId, start)),
  ];
  const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.join(branches, " UNION "));
  return rows.map((row) => row.id);
}

/** The guests come first, and are kept apart, so that their calls are found by guest and not by walking all calls. */
const byName = (hotelId: string, text: string): Prisma.Sql => Prisma.sql`
  (WITH callers AS MATERIALIZED (
    SELECT g.tenant_id, g.id FROM guest g WHERE g.hotel_id = ${hotelId}::uuid
      AND g.last_folded >= (SELECT fold_name(${text})) AND g.last_folded < (SELECT fold_name(${text}) || ${AFTER})
    ORDER BY g.last_folded, g.id LIMIT ${MOST_GUESTS})
  SELECT c.id FROM callers JOIN call c ON c.tenant_id = callers.tenant_id AND c.guest_id = callers.id
  WHERE c.hotel_id = ${hotelId}::uuid ORDER BY c.started_at DESC, c.id DESC LIMIT ${MOST})`;

const byNumber = (hotelId: string, start: string): Prisma.Sql => Prisma.sql`
  (SELECT id FROM (
    SELECT id, started_at FROM call WHERE hotel_id = ${hotelId}::uuid
      AND from_number >= ${start} AND from_number < ${start + AFTER}
    OFFSET 0) numbered
  ORDER BY started_at DESC, id DESC LIMIT ${MOST})`;

/**
 * How an E.164 number may begin when these are its first digits: with or without plus, or as dialled at home.
 * Empty when the text holds letters or too few digits.
 */
export function numberStarts(text: string, country: string): string[] {
  const digits = text.replace(/\D/g, "");
  if (digits.length < FEWEST_DIGITS || /\p{L}/u.test(text)) return [];
  if (text.trim().startsWith("+")) return [`+${digits}`];
  if (digits.startsWith("00")) return [`+${digits.slice(2)}`];
  const national = digits.replace(/^0/, "");
  const home = isSupportedCountry(country) ? [`+${getCountryCallingCode(country)}${national}`] : [];
  return [...new Set([`+${digits}`, digits, ...home])];
}
