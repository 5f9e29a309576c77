import { includedTax, portion } from "@/server/kernel/money";
import type { CancellationTiers, ExtraRow, RatePlanRow, RoomTypeRow, StaySnapshot, TaxRow } from "./schema";
import { checkInInstant, stayNights } from "./stay-dates";

export interface StayToPrice {
  currency: string;
  arrival: string;
  departure: string;
  adults: number;
  childAges: readonly number[];
  type: RoomTypeRow;
  plan: RatePlanRow;
  /** Price of each night in minor units, in order. */
  nightPrices: readonly number[];
  extras: readonly { extra: ExtraRow; qty: number }[];
  taxes: readonly TaxRow[];
  timeZone: string;
  /** Check-in time at the hotel, `HH:MM`: cancellation deadlines count back from it. */
  checkInTime: string;
}

/** Prices one room's stay. Throws RangeError when a night has no price: such a stay is not for sale. */
export function priceStay(stay: StayToPrice): StaySnapshot {
  const dates = stayNights(stay.arrival, stay.departure);
  const count = dates.length;
  if (count < 1 || stay.nightPrices.length !== count)
    throw new RangeError("A price for each night is needed");
  const nights = dates.map((date, i) => ({ date, price: stay.nightPrices[i] ?? 0 }));
  const people = stay.adults + stay.childAges.length;
  const extras = stay.extras.map(({ extra, qty }) => ({
    code: extra.code,
    name: extra.name,
    spokenName: extra.spokenName,
    unit: extra.unit,
    qty,
    unitPrice: extra.price,
    amount: extra.price * qty * unitCount(extra.unit, count, people),
  }));
  const taxes = priceTaxes(stay);
  const total = roomTotal(stay) + sumOf(extras.map((extra) => extra.amount));
  const cancelBy = freeUntil(stay.plan.cancellation, stay.arrival, stay.checkInTime, stay.timeZone);
  return {
    version: 1,
    currency: stay.currency,
    arrival: stay.arrival,
    departure: stay.departure,
    adults: stay.adults,
    childAges: [...stay.childAges],
    roomType: { code: stay.type.code, name: stay.type.spokenName },
    ratePlan: { code: stay.plan.code, name: stay.plan.spokenName },
    guaranteed: [...stay.type.attributes],
    includes: [...stay.plan.includes],
    nights,
    extras,
    taxes,
    total,
    perNight: Math.floor((2 * total + count) / (2 * count)),
    terms: stay.plan.cancellation,
    ...(cancelBy ? { cancelBy: cancelBy.toISOString() } : {}),
  };
}

/** What a room costs with the taxes that come on top, without extras: enough to compare rooms by. */
export function roomTotal(stay: TaxedStay): number {
  let total = sumOf(stay.nightPrices);
  for (const tax of stay.taxes) if (!tax.included) total += taxAmount(tax, stay);
  return total;
}

const sumOf = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);

/** How often one piece of an extra counts over a stay. */
export function unitCount(unit: ExtraRow["unit"], nights: number, people: number): number {
  if (unit === "night") return nights;
  if (unit === "person_night") return nights * people;
  return 1;
}

type TaxedStay = Pick<StayToPrice, "nightPrices" | "adults" | "childAges" | "taxes">;

/** One tax on the room price, not looking at what the price already holds. */
function taxAmount(tax: TaxRow, { nightPrices, adults, childAges }: TaxedStay): number {
  if (tax.kind === "percent")
    return tax.per === "stay"
      ? portion(sumOf(nightPrices), tax.value)
      : sumOf(nightPrices.map((price) => portion(price, tax.value)));
  const nights = nightPrices.length;
  const people = adults + childAges.filter((age) => age >= (tax.exemptUnderAge ?? 0)).length;
  return tax.value * (tax.per === "stay" ? 1 : tax.per === "night" ? nights : nights * people);
}

/**
 * Taxes on the room price; extras are sold at final prices. Included percentages share one gross amount:
 * net = gross ÷ (1 + their sum), so that they never add up to more than it holds.
 */
function priceTaxes(stay: StayToPrice): StaySnapshot["taxes"] {
  const room = sumOf(stay.nightPrices);
  const shares = shareIncluded(
    room,
    stay.taxes.filter((tax) => tax.included && tax.kind === "percent"),
  );
  return stay.taxes.map((tax) => {
    const line = { code: tax.code, name: tax.name, included: tax.included };
    if (tax.included && tax.kind === "percent") return { ...line, amount: shares.get(tax.code) ?? 0 };
    const amount = taxAmount(tax, stay);
    return { ...line, amount: tax.included ? Math.min(amount, room) : amount };
  });
}

function shareIncluded(gross: number, taxes: readonly TaxRow[]): Map<string, number> {
  const rate = sumOf(taxes.map((tax) => tax.value));
  const all = includedTax(gross, rate);
  const shares = new Map<string, number>();
  let given = 0;
  taxes.forEach((tax, i) => {
    const last = i === taxes.length - 1;
    const share = last ? all - given : Math.floor((all * tax.value) / Math.max(1, rate));
    shares.set(tax.code, share);
    given += share;
  });
  return shares;
}

/** The instant until which cancelling is free, or null when it never is. */
export function freeUntil(
  tiers: CancellationTiers,
  arrival: string,
  checkInTime: string,
  timeZone: string,
): Date | null {
  const free = tiers.filter((tier) => tier.fee.kind === "none").at(-1);
  if (!free) return null;
  return new Date(checkInInstant(arrival, checkInTime, timeZone).getTime() - free.untilHours * 3_600_000);
}

/** What cancelling this stay costs at `now`, in minor units; never more than its total. */
export function cancellationFee(
  snapshot: StaySnapshot,
  now: Date,
  checkInTime: string,
  timeZone: string,
): number {
  const hoursLeft =
    (checkInInstant(snapshot.arrival, checkInTime, timeZone).getTime() - now.getTime()) / 3_600_000;
  const fee = snapshot.terms.find((tier) => hoursLeft >= tier.untilHours)?.fee ?? { kind: "full" as const };
  switch (fee.kind) {
    case "none":
      return 0;
    case "percent":
      return portion(snapshot.total, fee.value * 100);
    case "nights":
      return Math.min(snapshot.total, sumOf(snapshot.nights.slice(0, fee.value).map((night) => night.price)));
    case "full":
      return snapshot.total;
  }
}
