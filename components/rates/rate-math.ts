import { addDays, parseMoney } from "@/components/lib/format";

/** What was typed into a price cell. Amounts are minor units; `share` is a part of the price (+5 % = 0.05). */
export type RateChange =
  | { kind: "set"; amount: number }
  | { kind: "add"; amount: number }
  | { kind: "scale"; share: number };

/** Reads "164", "164.50", "+5%", "-10", "+12.50"; null for what is none of these. */
export function readRate(typed: string, currency: string): RateChange | null {
  const text = typed.trim().replace("−", "-");
  const percent = /^([+-])\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*%$/.exec(text);
  if (percent) {
    const value = Number((percent[2] ?? "").replace(",", ".")) / 100;
    return { kind: "scale", share: percent[1] === "-" ? -value : value };
  }
  if (text.includes("%")) return null;
  const amount = parseMoney(text, currency);
  if (amount === null) return null;
  return /^[+-]/.test(text) ? { kind: "add", amount } : { kind: "set", amount };
}

/** The price after a change, whole minor units; a percentage is rounded to `step` minor units. Null where nothing results. */
export function applyRate(price: number | null, change: RateChange, step = 1): number | null {
  if (change.kind === "set") return change.amount;
  if (price === null) return null;
  const next =
    change.kind === "add" ? price + change.amount : Math.round((price * (1 + change.share)) / step) * step;
  return next >= 0 && Number.isSafeInteger(next) ? next : null;
}

export interface PricedCell {
  typeId: string;
  date: string;
  price: number;
}
export interface RateRun {
  roomTypeIds: string[];
  from: string;
  to: string;
  price: number;
}

/** As few writes as the prices allow: nights in a row at one price, types of the same run together. */
export function runsOf(cells: readonly PricedCell[]): RateRun[] {
  const sorted = [...cells].sort((a, b) =>
    a.typeId === b.typeId ? (a.date < b.date ? -1 : 1) : a.typeId < b.typeId ? -1 : 1,
  );
  const runs: RateRun[] = [];
  for (const { typeId, date, price } of sorted) {
    const last = runs.at(-1);
    if (last && last.roomTypeIds[0] === typeId && last.price === price && addDays(last.to, 1) === date)
      last.to = date;
    else runs.push({ roomTypeIds: [typeId], from: date, to: date, price });
  }
  const merged = new Map<string, RateRun>();
  for (const run of runs) {
    const key = `${run.from} ${run.to} ${run.price}`;
    const same = merged.get(key);
    if (same) same.roomTypeIds.push(...run.roomTypeIds);
    else merged.set(key, run);
  }
  return [...merged.values()];
}

/** The share of rooms taken on a night, 0 to 1; null where there is none to sell. */
export function occupancy(cell: {
  capacity: number;
  outOfOrder: number;
  held: number;
  sold: number;
}): number | null {
  const sellable = cell.capacity - cell.outOfOrder;
  return sellable > 0 ? Math.min(1, (cell.held + cell.sold) / sellable) : null;
}
