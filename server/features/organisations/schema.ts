import { z } from "zod";
import { ROLES } from "@/server/auth/permissions";
import { Id } from "@/server/kernel/ids";

/** First segments of addresses that are pages: no hotel may be called so. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set([
  "account",
  "api",
  "check-in",
  "gallery",
  "health",
  "invite",
  "metrics",
  "onboarding",
  "operations",
  "org",
  "pay",
  "pricing",
  "public",
  "reset",
  "sign-in",
  "sign-out",
  "sign-up",
  "static",
  "status",
  "surveys",
  "widget",
]);

export const Slug = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{1,38}$/,
    "Use 2 to 39 small letters, digits and dashes, for example harbour-house.",
  )
  .refine((slug) => !RESERVED_SLUGS.has(slug), "This address is used by VoiceHive itself. Choose another.");

const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};
const isLocale = (locale: string): boolean => {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
};
const currencies = new Set(Intl.supportedValuesOf("currency"));

/** What a hotel says of itself. */
export const HotelSettings = z.object({
  name: z.string().trim().min(1, "The hotel needs a name.").max(120),
  timeZone: z.string().max(60).refine(isTimeZone, "Choose a time zone such as Europe/Oslo."),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, "Use the two-letter country code, for example NO."),
  locale: z.string().max(35).refine(isLocale, "Choose a language and region such as en-GB."),
  auditHour: z.int().min(0).max(12),
});
export type HotelSettings = z.infer<typeof HotelSettings>;

export const CreateHotelInput = HotelSettings.extend({
  slug: Slug,
  currency: z.string().refine((code) => currencies.has(code), "Use a currency code such as EUR."),
  locale: HotelSettings.shape.locale.default("en-GB"),
  auditHour: HotelSettings.shape.auditHour.default(3),
});

export const Hotel = HotelSettings.extend({ id: Id, slug: z.string(), currency: z.string() });
export type Hotel = z.infer<typeof Hotel>;

/** Switcher data: each organisation with the hotels this person may enter. */
export const MyHotels = z.object({
  organisations: z.array(
    z.object({
      tenantId: Id,
      name: z.string(),
      role: z.enum(ROLES),
      active: z.boolean(),
      hotels: z.array(z.object({ id: Id, slug: z.string(), name: z.string() })),
    }),
  ),
});
