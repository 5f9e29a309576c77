import { z } from "zod";

/** ISO 4217 code, upper case. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, "Use a three-letter currency code such as EUR.");

/** An amount in minor units (cents, or whole yen) as a safe integer, with its currency. */
export const Money = z.object({ amount: z.int(), currency: Currency });
export type Money = z.infer<typeof Money>;

/** The database holds bigint; every boundary holds a safe integer. Throws RangeError beyond 2^53−1. */
export function fromDb(amount: bigint): number {
  const value = Number(amount);
  if (!Number.isSafeInteger(value)) throw new RangeError(`Amount ${amount} is beyond a safe integer`);
  return value;
}

export function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Amount ${amount} is not a safe integer`);
  return { amount, currency };
}

/** `basisPoints` of an amount (1,250 = 12.5 %), rounded half away from zero to a whole minor unit. */
export function portion(amount: number, basisPoints: number): number {
  const scaled = BigInt(amount) * BigInt(basisPoints);
  const half = scaled >= 0n ? 5_000n : -5_000n;
  return Number((scaled + half) / 10_000n);
}

/** The tax contained in a gross amount at `basisPoints`, rounded half up: gross − gross / (1 + rate). */
export function includedTax(gross: number, basisPoints: number): number {
  const numerator = BigInt(gross) * BigInt(basisPoints);
  const denominator = 10_000n + BigInt(basisPoints);
  return Number((2n * numerator + denominator) / (2n * denominator));
}

const known = new Map<string, number>();

/** Digits after the decimal point that the currency uses (ISO 4217 as Intl knows it): EUR 2, JPY 0, KWD 3. */
export function decimals(currency: string): number {
  const before = known.get(currency);
  if (before !== undefined) return before;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  // Building a format costs a hundred times the rest; currencies are few, but a caller's text may be anything.
  if (known.size < 400) known.set(currency, digits);
  return digits;
}
