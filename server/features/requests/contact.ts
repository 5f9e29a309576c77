import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js";

/** A contact as it is kept: E.164 when it parses, else as it was said, with `checked: false`. Never a reason to refuse. */
export function readContact(
  text: string | undefined,
  country: string,
): { contact: string | null; checked: boolean } {
  if (!text?.trim()) return { contact: null, checked: false };
  const parsed = parsePhoneNumberFromString(text, country as CountryCode);
  return parsed?.isValid()
    ? { contact: parsed.number, checked: true }
    : { contact: text.trim(), checked: false };
}
