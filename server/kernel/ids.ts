import { uuidv7 } from "uuidv7";
import { z } from "zod";

export const Id = z.uuid();
export type Id = z.infer<typeof Id>;

/** A new time-ordered id (UUIDv7, RFC 9562): index-friendly and sortable by creation. */
export const newId = (): Id => uuidv7();

/** Letters and digits nobody confuses on a phone: no 0/O, 1/I, 5/S, 8/B. */
export const CODE_ALPHABET = "234679ACDEFGHJKLMNPQRTUVWXYZ";

/** A short code a guest can say. `random` returns 0..1; the default is cryptographic. */
export function newCode(length: number, random: () => number = cryptoRandom): string {
  let code = "";
  for (let i = 0; i < length; i++) code += CODE_ALPHABET[Math.floor(random() * CODE_ALPHABET.length)];
  return code;
}

function cryptoRandom(): number {
  const [value] = crypto.getRandomValues(new Uint32Array(1));
  return (value ?? 0) / 2 ** 32;
}

/** Codes are compared without case, spaces, dashes or a `#` in front. */
export const normaliseCode = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, "");
