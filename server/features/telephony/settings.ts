import { z } from "zod";
import { policyValues } from "@/server/features/policies";
import { businessDate } from "@/server/kernel/dates";
import { invalid } from "@/server/kernel/errors";
import { asJson } from "@/server/kernel/json";
import { defineVerb } from "@/server/verbs/define-verb";
import { callbackUrl, telephonySettings } from "./access";
import { TelephonyChanged } from "./events";
import { fallbackUrl } from "./fallback";
import { hotelLanguage } from "./languages";
import { PhoneE164, TelephonySettings } from "./schema";

const Shown = z.object({
  settings: TelephonySettings,
  /** To be pasted at the telephone service, one set a number. */
  webhooks: z.array(
    z.object({
      number: z.string(),
      voice: z.string(),
      fallback: z.string(),
      status: z.string(),
      texts: z.string(),
    }),
  ),
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
    const voice =
      settings.entry === "gather"
        ? new URL("/api/v1/twilio/voice", ctx.deps.telephony?.publicOrigin ?? "http://localhost").toString()
        : url("voice");
    return {
      settings,
      webhooks: numbers.map(({ e164 }) => ({
        number: e164,
        voice,
        fallback: fallbackUrl(ctx.deps, desk, language),
        status: url("status"),
        texts: url("sms"),
      })),
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
    const digits = settings.menu.map((choice) => choice.digit);
    if (new Set(digits).size < digits.length) throw invalid("Each key may stand for one choice only.");
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
