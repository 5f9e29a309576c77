import { callLanguage, hotelLanguage } from "@/server/features/telephony";
import type { GuestLanguage } from "@/server/kernel/in-language";
import type { HotelCtx } from "@/server/verbs/ctx";
import { type PhoneTexts, phoneTexts } from "./texts";

/** The telephone's texts, and the language they are said in. */
export interface Words {
  t: PhoneTexts;
  language: GuestLanguage;
}

/** For who cannot be placed: no hotel, or no database to ask. */
export const english: Words = { t: phoneTexts("en"), language: "en" };

const words = (language: GuestLanguage): Words => ({ t: phoneTexts(language), language });

/** In the hotel's own first language: callers whom the line has not met, and people of the house. */
export const hotelWords = async (ctx: HotelCtx): Promise<Words> =>
  words(await ctx.deps.db.withTenant(ctx.tenantId, (db) => hotelLanguage(db, ctx)));

/** In the language the call is held in. */
export const callWords = async (ctx: HotelCtx, callId: string | null): Promise<Words> =>
  words(await ctx.deps.db.withTenant(ctx.tenantId, (db) => callLanguage(db, ctx, callId)));
