import { z } from "zod";

/** E-mail addresses are compared in lower case. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "This e-mail address is too long.")
  .pipe(z.email("Write the e-mail address in full, for example ingrid@hotel.com."));

export const SignInInput = z.object({ email: Email, password: z.string().min(1).max(1_000) });

const COMMON = new Set([
  "password12",
  "password123",
  "1234567890",
  "12345678910",
  "qwertyuiop",
  "qwerty12345",
  "iloveyou123",
  "welcome1234",
  "administrator",
  "letmein1234",
]);

/** A password somebody chooses: 10 to 200 characters, none of the first ones an attacker tries. */
export const NewPassword = z
  .string()
  .min(10, "Use at least 10 characters. A short sentence works well.")
  .max(200, "Use at most 200 characters.")
  .refine((text) => new Set(text).size >= 4, "Use at least four different characters.")
  .refine(
    (text) => !COMMON.has(text.toLowerCase()),
    "This is among the most used passwords. Choose another.",
  );

/** What a person pastes: bounded, so that a huge one costs nothing; a half-typed one is simply not found. */
export const LinkToken = z.string().trim().min(1).max(200);
