import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";
import { z } from "zod";

export interface Contact {
  value: string;
  /** Whether it parsed. One that did not is kept as said and never blocks anything. */
  checked: boolean;
}

/** A number in E.164 when it is a valid one of `country` (ISO 3166) or international; else as said. */
export function normalisePhone(said: string, country: string): Contact {
  const region: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(said, region);
  return parsed?.isValid() ? { value: parsed.number, checked: true } : { value: said.trim(), checked: false };
}

/** An address in lower case when it looks like one; else as said. */
export function normaliseEmail(said: string): Contact {
  const read = z.email().safeParse(said.trim().toLowerCase());
  return read.success ? { value: read.data, checked: true } : { value: said.trim(), checked: false };
}
