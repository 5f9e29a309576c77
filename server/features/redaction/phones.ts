import {
  type CountryCode,
  findPhoneNumbersInText,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js";
import type { DigitRun } from "./numbers";
import type { Span } from "./schema";

const CONTEXT =
  /\b(?:phone|telephone|tel|mobile|cell|call|callback|ring|reach|whatsapp|fax|text|sms|contact|answering at|registered|(?:my|the|best|his|her) number|teléfono|móvil|telefon|handy|téléphone|numéro)\b|ফোন|মোবাইল/iu;
const BOOKING =
  /\b(?:booking|reservation|confirmation|reference|ref|itinerary|order|invoice|folio|voucher|rooms?|suite|code|zip|postal|flight|loyalty|member(?:ship)?|reserva|buchung|réservation)\b[^.?!\n]*$/iu;
const MONEY_BEFORE = /(?:[$€£৳₹]|\b(?:usd|eur|gbp|bdt|tk|rs))\s*$/i;
const MONEY_AFTER =
  /^\s*(?:[$€£৳₹%]|(?:dollars?|euros?|pounds?|taka|tk|rupees?|usd|eur|gbp|bdt|percent|cents?)\b)/i;

/** The default country for numbers said without one; an unknown code counts as none. */
export const countryOf = (code: string): CountryCode | undefined => {
  const upper = code.toUpperCase();
  return isSupportedCountry(upper) ? upper : undefined;
};

/** Whether the stretch before a number says it is a price, a booking's number and the like. */
export function isOtherNumber(text: string, run: { start: number; end: number }): boolean {
  const before = text.slice(Math.max(0, run.start - 45), run.start);
  if (MONEY_BEFORE.test(before) || MONEY_AFTER.test(text.slice(run.end))) return true;
  return (
    BOOKING.test(before) &&
    !CONTEXT.test(before.replace(/^.*\b(?=booking|reservation|confirmation|reference|rooms?)/i, ""))
  );
}

const isValid = (digits: string, country: CountryCode | undefined): boolean =>
  parsePhoneNumberFromString(digits, country)?.isValid() ?? false;

/** Whether a run of digits is somebody's telephone number. `asked`: the turn before was about one. */
export function isPhone(
  text: string,
  run: DigitRun,
  country: CountryCode | undefined,
  asked: boolean,
): boolean {
  const { length } = run.text;
  if (length < 6 || length > 15) return false;
  const written = text.slice(run.start, run.end);
  if ((run.plus || written.startsWith("00")) && length >= 7) return true;
  if (isOtherNumber(text, run)) return false;
  const near = `${text.slice(Math.max(0, run.start - 60), run.start)} ${text.slice(run.end, run.end + 25)}`;
  if (asked || CONTEXT.test(near)) return true;
  const groups = new Set(run.digits.map((digit) => digit.group)).size;
  // A list of numbers is one telephone number only when each group is a single digit.
  if (run.listed && groups < length) return false;
  if (length < 7) return false;
  if (/^\(?\d{2,4}\)[ \d.-]+$/.test(written) || /[(]$/.test(text.slice(0, run.start))) return length <= 12;
  if (/^\d{3}[-. ]\d{3}[-. ]\d{4}$/.test(written)) return true;
  // Two groups as short local numbers are written; a year in front makes it something else.
  if (/^(?!(?:19|20)\d{2} )\d{2,4}[- ]\d{4,6}$/.test(written)) return true;
  if (length >= 9 && length <= 12 && (run.text.startsWith("0") || groups === 1 || run.spoken || groups >= 3))
    return true;
  return length >= 9 && isValid(run.text, country);
}

/** Numbers written so that libphonenumber knows them, with extensions. */
export const findWrittenPhones = (text: string, country: CountryCode | undefined): Span[] =>
  findPhoneNumbersInText(text, country ? { defaultCountry: country } : undefined)
    .filter(
      (found) =>
        !isOtherNumber(text, { start: found.startsAt, end: found.endsAt }) || text[found.startsAt] === "+",
    )
    .map((found) => ({ start: found.startsAt, end: found.endsAt, kind: "phone" }));

/** A number of a run with the brackets, plus sign and extension that belong to it. */
export function widen(text: string, run: { start: number; end: number }): { start: number; end: number } {
  const lead = text.slice(0, run.start).match(/(?:\+|\bplus\s+)?\(?\+?$/i)?.[0].length ?? 0;
  const trail = text.slice(run.end).match(/^\)?(?:\s?(?:x|ext\.?|extension)\s?\d{1,6}\b)?/i)?.[0].length ?? 0;
  const closing = text.slice(run.start - lead, run.end).includes("(") || trail > 1 ? trail : 0;
  return { start: run.start - lead, end: run.end + closing };
}
