import type { GuestLanguage } from "@/server/kernel/in-language";
import { german } from "./de";
import { spanish } from "./es";
import { french } from "./fr";
import type { GuestTongue } from "./tongue";

/** Languages besides English that this brain understands. */
export const tongues: Readonly<Partial<Record<GuestLanguage, GuestTongue>>> = {
  de: german,
  es: spanish,
  fr: french,
};
