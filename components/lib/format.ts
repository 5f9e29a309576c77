import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** How a hotel writes: BCP 47 locale and IANA zone of its instants. */
export interface HotelFormat {
  locale: string;
  timeZone: string;
}

export const DEFAULT_FORMAT: HotelFormat = { locale: "en-GB", timeZone: "UTC" };
/** Shown for a value that is not known; always beside a reason. */
export const UNKNOWN = "–";

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${locale}${JSON.stringify(options)}`;
  const found = cache.get(key);
  if (found instanceof Intl.NumberFormat) return found;
  const made = new Intl.NumberFormat(locale, options);
  cache.set(key, made);
  return made;
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${locale}${JSON.stringify(options)}`;
  const found = cache.get(key);
  if (found instanceof Intl.DateTimeFormat) return found;
  const made = new Intl.DateTimeFormat(locale, options);
  cache.set(key, made);
  return made;
}

/** Digits after the point of an ISO 4217 currency: EUR 2, JPY 0, KWD 3. Two for a code Intl refuses. */
export function currencyDecimals(currency: string): number {
  try {
    return numberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** Minor units as an exact decimal string ("-1234.50"); no floating point. RangeError beyond a safe integer. */
export function minorToDecimal(amount: number, currency: string): string {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Amount ${amount} is not a safe integer`);
  const places = currencyDecimals(currency);
  const digits = String(Math.abs(amount)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const sign = amount < 0 ? "-" : "";
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-places)}`;
}

/** Writes minor units in the currency's decimals, code first as a narrow word: "EUR 1,234.50". */
export function formatMoney(amount: number, currency: string, locale = DEFAULT_FORMAT.locale): string {
  return `${currency}\u00a0${formatAmount(amount, currency, locale)}`;
}

/** Like formatMoney without the currency, for columns whose head names it. */
export function formatAmount(amount: number, currency: string, locale = DEFAULT_FORMAT.locale): string {
  const places = currencyDecimals(currency);
  const format = numberFormat(locale, { minimumFractionDigits: places, maximumFractionDigits: places });
  // Intl takes a decimal string exactly; the library type allows only numeric literals.
  return format.format(minorToDecimal(amount, currency) as `${number}`);
}

/**
 * Reads what a person typed as money into minor units; either separator is understood.
 * Null for nonsense, more decimals than the currency has, or beyond a safe integer.
 */
export function parseMoney(typed: string, currency: string): number | null {
  const places = currencyDecimals(currency);
  const text = typed.replace(/[\s\u00a0\u202f'’]/g, "").replace(currency, "");
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(text)) return null;
  const negative = text.startsWith("-");
  const body = text.replace(/^[+-]/, "");
  const split = decimalPoint(body, places);
  if (split === null) return null;
  const [whole, fraction] = split;
  if (fraction.length > places) return null;
  const value = Number(`${whole || "0"}${fraction.padEnd(places, "0")}`);
  if (!Number.isSafeInteger(value)) return null;
  return negative && value !== 0 ? -value : value;
}

/** Splits at the decimal separator: the last of "." and ","; a lone one before three digits groups. */
function decimalPoint(body: string, places: number): [string, string] | null {
  const at = Math.max(body.lastIndexOf("."), body.lastIndexOf(","));
  if (at < 0) return [body, ""];
  const separator = body[at] ?? "";
  const whole = body.slice(0, at);
  const fraction = body.slice(at + 1);
  const mixed = whole.includes(separator === "." ? "," : ".");
  const repeated = whole.includes(separator);
  if (repeated && mixed) return null;
  const groups = fraction.length === 3 && !mixed && places !== 3 && whole !== "" && !whole.startsWith("0");
  const parts = (repeated || groups ? body : whole).split(/[.,]/);
  const grouped = parts.slice(1).every((part) => part.length === 3);
  if (!grouped || (parts.length > 1 && parts[0] === "")) return null;
  return repeated || groups ? [parts.join(""), ""] : [parts.join(""), fraction];
}

const plain = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A plain date as a UTC midnight, only so that Intl can name it; null when it is no calendar day. */
export function plainToUtc(date: string): Date | null {
  const match = plain.exec(date);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const made = new Date(Date.UTC(year, month - 1, day));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? made : null;
}

export const utcToPlain = (date: Date): string => date.toISOString().slice(0, 10);

/** Adds whole days to a plain date. RangeError when it is none. */
export function addDays(date: string, days: number): string {
  const from = plainToUtc(date);
  if (!from) throw new RangeError(`"${date}" is not a date`);
  return utcToPlain(new Date(from.getTime() + days * 86_400_000));
}

/** Nights from arrival to departure; negative when they are the wrong way round. */
export function nightsBetween(arrival: string, departure: string): number {
  const [from, to] = [plainToUtc(arrival), plainToUtc(departure)];
  if (!from || !to) throw new RangeError(`"${arrival}" to "${departure}" is not a stay`);
  return Math.round((to.getTime() - from.getTime()) / 86_400_000);
}

/** Parts of a plain date in the locale's order; commas and odd spaces of single ICU versions are evened out. */
function plainParts(utc: Date, locale: string, { month, year }: { month: boolean; year: boolean }): string {
  const options: Intl.DateTimeFormatOptions = {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  };
  const parts = dateFormat(locale, year ? { ...options, year: "numeric" } : options).formatToParts(utc);
  return parts
    .filter((part) => month || part.type !== "month")
    .map((part) => (part.type === "literal" ? " " : part.value))
    .join("")
    .replace(/\s+/gu, " ")
    .trim();
}

/** "Thu 5 Mar" (with the year where `year`). A plain date never moves with a zone. */
export function formatPlainDate(date: string, locale = DEFAULT_FORMAT.locale, year = false): string {
  const utc = plainToUtc(date);
  return utc ? plainParts(utc, locale, { month: true, year }) : UNKNOWN;
}

const HALF_YEAR_MS = 183 * 86_400_000;

/**
 * "Thu 5 – Sun 8 Mar"; the month twice only where it differs. The year stands where the years differ, and, when
 * `now` is given, for a stay in another year that is more than half a year away.
 */
export function formatStay(
  arrival: string,
  departure: string,
  locale = DEFAULT_FORMAT.locale,
  now?: Date,
): string {
  const [from, to] = [plainToUtc(arrival), plainToUtc(departure)];
  if (!from || !to) return UNKNOWN;
  const far =
    now !== undefined &&
    now.getUTCFullYear() !== to.getUTCFullYear() &&
    Math.abs(from.getTime() - now.getTime()) > HALF_YEAR_MS;
  const year = from.getUTCFullYear() !== to.getUTCFullYear();
  const once = !year && from.getUTCMonth() === to.getUTCMonth();
  if (arrival === departure) return plainParts(from, locale, { month: true, year: far });
  const order = dateFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }).formatToParts(from);
  const monthFirst =
    order.findIndex((part) => part.type === "month") < order.findIndex((part) => part.type === "day");
  const first = plainParts(from, locale, { month: !once || monthFirst, year });
  return `${first} – ${plainParts(to, locale, { month: !once || !monthFirst, year: year || far })}`;
}

export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${formatCount(n)} ${n === 1 ? one : many}`;

export const formatCount = (n: number, locale = DEFAULT_FORMAT.locale): string =>
  numberFormat(locale, {}).format(n);

/** A share of 1 as a percent without decimals: 0.886 → "89 %". */
export function formatPercent(share: number, locale = DEFAULT_FORMAT.locale): string {
  if (!Number.isFinite(share)) return UNKNOWN;
  return `${numberFormat(locale, { maximumFractionDigits: 0 }).format(share * 100)}\u00a0%`;
}

/** Latency: "640 ms" under one second, "1.31 s" above. */
export function formatLatency(ms: number, locale = DEFAULT_FORMAT.locale): string {
  if (!Number.isFinite(ms) || ms < 0) return UNKNOWN;
  if (Math.round(ms) < 1_000)
    return `${numberFormat(locale, { maximumFractionDigits: 0 }).format(ms)}\u00a0ms`;
  const seconds = numberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
    ms / 1_000,
  );
  return `${seconds}\u00a0s`;
}

/** A length of time as a clock: "3:05", "1:02:09". Whole seconds, rounded down. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return UNKNOWN;
  const total = Math.floor(ms / 1_000);
  const [h, m, s] = [Math.floor(total / 3_600), Math.floor((total % 3_600) / 60), total % 60];
  const tail = String(s).padStart(2, "0");
  return h > 0 ? `${h}:${String(m).padStart(2, "0")}:${tail}` : `${m}:${tail}`;
}

/** A length of time in words for screen readers: "3 minutes 5 seconds". */
export function spokenDuration(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1_000));
  const parts = [
    [Math.floor(total / 3_600), "hour"],
    [Math.floor((total % 3_600) / 60), "minute"],
    [total % 60, "second"],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, unit]) => plural(n, unit));
  return said.length > 0 ? said.join(" ") : "0 seconds";
}

/** Time of day in a zone: "13:42". */
export const formatTime = (iso: string, { locale, timeZone }: HotelFormat): string =>
  isInstant(iso)
    ? dateFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(
        new Date(iso),
      )
    : UNKNOWN;

/** Day and time in a zone: "Wed 4 Mar 13:42"; with the year when it is not this one. */
export function formatInstant(iso: string, format: HotelFormat, now: Date = new Date()): string {
  if (!isInstant(iso)) return UNKNOWN;
  const day = zonedDay(iso, format.timeZone);
  const sameYear = day.slice(0, 4) === zonedDay(now.toISOString(), format.timeZone).slice(0, 4);
  return `${formatPlainDate(day, format.locale, !sameYear)} ${formatTime(iso, format)}`;
}

export const isInstant = (iso: string): boolean => !Number.isNaN(Date.parse(iso));

/** The calendar day of an instant in a zone, as a plain date. */
export function zonedDay(iso: string, timeZone: string): string {
  const parts = dateFormat("en-US", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(new Date(iso));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

/** "4 min ago", "in 2 h" under a day; otherwise null and the caller writes the date. */
export function formatRelative(iso: string, now: Date, locale = DEFAULT_FORMAT.locale): string | null {
  const seconds = Math.round((Date.parse(iso) - now.getTime()) / 1_000);
  if (Number.isNaN(seconds) || Math.abs(seconds) >= 86_400) return null;
  const relative = new Intl.RelativeTimeFormat(locale, { style: "short", numeric: "auto" });
  if (Math.abs(seconds) < 60) return relative.format(0, "second");
  const minutes = Math.trunc(seconds / 60);
  return Math.abs(minutes) < 60
    ? relative.format(minutes, "minute")
    : relative.format(Math.trunc(minutes / 60), "hour");
}

/** International form with spaces; what cannot be read as a number comes back as it was. */
export function formatPhone(phone: string): string {
  return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
}

/** E.164 of what a person typed, or null. `country` reads national forms. */
export function parsePhone(typed: string, country?: string): string | null {
  const parsed = parsePhoneNumberFromString(
    typed,
    country as Parameters<typeof parsePhoneNumberFromString>[1],
  );
  return parsed?.isPossible() ? parsed.number : null;
}
