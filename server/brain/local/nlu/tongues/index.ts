import type { GuestLanguage } from "@/server/kernel/in-language";
import { bengali } from "./bn";
import { german } from "./de";
import { spanish } from "./es";
import { french } from "./fr";
import type { GuestTongue } from "./tongue";

/** Languages besides English that this brain understands. */
export const tongues: Readonly<Record<Exclude<GuestLanguage, "en">, GuestTongue>> = {
  de: german,
  es: spanish,
  fr: french,
  bn: bengali,
};
