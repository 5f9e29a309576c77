import { z } from "zod";
import { policyValues } from "@/server/features/policies";
import { businessDate } from "@/server/kernel/dates";
import { asJson } from "@/server/kernel/json";
import { defineVerb } from "@/server/verbs/define-verb";
import { callbackUrl, telephonySettings } from "./access";
import { TelephonyChanged } from "./events";
import { fallbackUrl } from "./fallback";
import { hotelLanguage } from "./languages";
import { isPublicOrigin } from "./rules";
import { HotelNumber, PhoneE164, TelephonySettings } from "./schema";

const Shown = z.object({
  settings: TelephonySettings,
  /** The hotel's numbers, each with the addresses to be pasted at the telephone service. */
  webhooks: z.array(
    HotelNumber.extend({
      voice: z.string(),
      fallback: z.string(),
      status: z.string(),
      texts: z.string(),
    }),
  ),
  /** Where the addresses lead, and whether the telephone service can get there at all. */
  origin: z.string(),
  reachable: z.boolean(),
  /** Whom the menu may lead to, as the directory has it today. */
  destinations: z.array(z.object({ destination: z.string(), spokenName: z.string(), dialled: z.boolean() })),
  /** The number that rings when the app is away: the directory's first. */
  desk: PhoneE164.nullable(),
});

/** How the hotel's telephone behaves, and the addresses the telephone service must be given. */
export const getTelephony = defineVerb({
  name: "telephony.get",
  input: z.object({}),
  output: Shown,
  permission: "settings:read",
  effect: "read",
  async run(tx, ctx) {
    const settings = await telephonySettings(tx, ctx.hotelId);
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const today = businessDate(ctx.deps.clock.now(), hotel.timeZone, hotel.auditHour);
    const { entries = [] } = await policyValues(tx, ctx.hotelId, "directory", today);
    const desk = entries.find((entry) => PhoneE164.safeParse(entry.number).success)?.number;
    const numbers = await tx.phoneNumber.findMany({
      where: { hotelId: ctx.hotelId },
      orderBy: { createdAt: "asc" },
    });
    const language = await hotelLanguage(tx, ctx);
    const url = (step: string) => callbackUrl(ctx.deps, step, {});
    const { origin } = new URL(url("voice"));
    const voice = settings.entry === "gather" ? `${origin}/api/v1/twilio/voice` : url("voice");
    return {
      settings,
      webhooks: numbers.map(({ id, e164, label }) => ({
        ...{ id, number: e164, label },
        voice,
        fallback: fallbackUrl(ctx.deps, desk, language),
        status: url("status"),
        texts: url("sms"),
      })),
      origin,
      reachable: isPublicOrigin(origin),
      destinations: entries.map(({ destination, spokenName, number }) => ({
        ...{ destination, spokenName: spokenName || destination },
        dialled: PhoneE164.safeParse(number).success,
      })),
      desk: desk ?? null,
    };
  },
});

/** Replaces the hotel's telephone settings. */
export const saveTelephony = defineVerb({
  name: "telephony.save",
  input: TelephonySettings,
  output: z.object({ settings: TelephonySettings }),
  permission: "settings:write",
  effect: "write",
  async run(tx, ctx, settings) {
    const { tenantId, hotelId } = ctx;
    const before = await telephonySettings(tx, hotelId);
    const fields = { values: asJson(settings), updatedAt: ctx.deps.clock.now() };
    await tx.telephonySettings.upsert({
      where: { tenantId_hotelId: { tenantId, hotelId } },
      create: { tenantId, hotelId, ...fields },
      update: fields,
    });
    return {
      result: { settings },
      audit: {
        subject: { kind: "telephony_settings", id: hotelId },
        before: asJson(before),
        after: asJson(settings),
      },
      events: [TelephonyChanged({ hotelId })],
    };
  },
});
