import type { Tx } from "@/server/db";
import type { ExtraRow } from "@/server/features/rates";
import { instantAt } from "@/server/kernel/dates";
import { normaliseCode } from "@/server/kernel/ids";
import type { ToolOption } from "@/server/tools";
import { refuse, type ToolRefused } from "@/server/verbs/define-tool";
import { attributeKey } from "./requirements";
import type { SellingTexts } from "./say";

export interface ChosenExtra {
  extra: ExtraRow;
  qty: number;
}

const matches = (extra: ExtraRow, said: string): boolean =>
  normaliseCode(extra.code) === normaliseCode(said) ||
  [extra.name, extra.spokenName].some((name) => attributeKey(name) === attributeKey(said));

/** Pieces of each stocked extra that other stays have on these nights, by code. */
async function inUse(tx: Tx, hotelId: string, arrival: string, departure: string, except?: string) {
  const rows = await tx.$queryRaw<{ code: string; qty: bigint }[]>`
    SELECT e ->> 'code' AS code, sum((e ->> 'qty')::int)::bigint AS qty
    FROM reservation r CROSS JOIN LATERAL jsonb_array_elements(r.snapshot -> 'extras') e
    WHERE r.hotel_id = ${hotelId}::uuid AND r.arrival < ${departure}::text::date
      AND r.departure > ${arrival}::text::date AND r.status IN ('held', 'confirmed', 'checked_in')
      AND (${except ?? null}::uuid IS NULL OR r.id <> ${except ?? null}::uuid)
    GROUP BY 1`;
  return new Map(rows.map((row) => [row.code, Number(row.qty)]));
}

/**
 * The extras a caller named, checked for stock and notice; or the question to put.
 * `except` is the reservation being changed: its own extras do not stand in its way.
 */
export async function chooseExtras(
  tx: Tx,
  wanted: readonly { code: string; qty: number }[],
  stay: { hotelId: string; arrival: string; departure: string; except?: string },
  known: { extras: readonly ExtraRow[]; checkInTime: string; timeZone: string; now: Date },
  t: SellingTexts,
  number: (value: number) => string,
): Promise<ChosenExtra[] | ToolRefused> {
  if (wanted.length === 0) return [];
  const chosen: ChosenExtra[] = [];
  for (const { code, qty } of wanted) {
    const extra = known.extras.find((row) => matches(row, code));
    if (!extra) {
      const options: ToolOption[] = known.extras
        .slice(0, 3)
        .map((row) => ({ say: row.spokenName, args: { code: row.code, qty } }));
      return refuse({ code: "not_found", field: "extras", ask: t.extraUnknown, options, tried: code });
    }
    const same = chosen.find((item) => item.extra.code === extra.code);
    if (same) same.qty += qty;
    else chosen.push({ extra, qty });
  }
  const used = chosen.some(({ extra }) => extra.stock !== null)
    ? await inUse(tx, stay.hotelId, stay.arrival, stay.departure, stay.except)
    : new Map<string, number>();
  const arrives = instantAt(stay.arrival, known.checkInTime, known.timeZone).getTime();
  for (const { extra, qty } of chosen) {
    const left =
      extra.stock === null
        ? Number.POSITIVE_INFINITY
        : Math.max(0, extra.stock - (used.get(extra.code) ?? 0));
    if (qty > left)
      return refuse({
        code: "unavailable",
        field: "extras",
        ask: t.extraShort(extra.spokenName, number(left)),
      });
    if (extra.noticeHours !== null && arrives - known.now.getTime() < extra.noticeHours * 3_600_000) {
      return refuse({
        code: "not_allowed",
        field: "extras",
        policy: "extras.notice",
        ask: t.extraNotice(extra.spokenName),
      });
    }
  }
  return chosen;
}
