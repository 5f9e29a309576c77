import { implementTool, type ToolCtx } from "@/server/verbs/define-tool";
import { sameName } from "../names";
import { guestTexts } from "../say";

/** Preferences a caller may be offered before they are verified: they tell nothing about stays or health. */
const HARMLESS = new Set(["bed", "floor", "pillow", "newspaper", "quiet", "view", "language"]);

/**
 * A verified guest gets their wishes and how often they stayed. Caller id and the name together give the
 * harmless wishes only; anybody else hears the same words as a stranger.
 */
export const getGuestProfile = implementTool("get_guest_profile", async (tx, ctx, { name }) => {
  const t = guestTexts(ctx.call.language);
  const isVerified = ctx.call.verification !== "none" && ctx.call.guestId !== undefined;
  const guestId = isVerified ? ctx.call.guestId : await byCallerAndName(ctx, name);
  if (!guestId) {
    return {
      ok: true,
      data: { known: false, preferences: [] },
      say: t.unknown,
      next: ["search_rooms", "verify_guest"],
    };
  }
  const guest = await tx.guest.findFirstOrThrow({
    where: { id: guestId, hotelId: ctx.hotelId },
    select: { language: true, preferences: { select: { key: true, value: true }, orderBy: { key: "asc" } } },
  });
  const preferences = guest.preferences.filter(({ key }) => isVerified || HARMLESS.has(key));
  const pastStays = isVerified
    ? await tx.reservation.count({ where: { hotelId: ctx.hotelId, guestId, status: "checked_out" } })
    : undefined;
  return {
    ok: true,
    data: {
      known: true,
      preferences,
      language: guest.language,
      ...(pastStays === undefined ? {} : { pastStays }),
    },
    facts: preferences.map(({ key, value }) => ({
      kind: "attribute" as const,
      name: key,
      value,
      spoken: value,
    })),
    say: preferences.length > 0 ? t.known : t.knownPlain,
    next: ["search_rooms"],
  };
});

async function byCallerAndName(ctx: ToolCtx, name: string | undefined): Promise<string | null> {
  const { callerNumber } = ctx.call;
  if (!callerNumber || !name) return null;
  const rows = await ctx.tx.guest.findMany({
    where: { hotelId: ctx.hotelId, phone: callerNumber, phoneChecked: true },
    take: 20,
    select: { id: true, first: true, last: true },
  });
  const surname = name.trim().split(/\s+/).at(-1) ?? "";
  return (
    rows.find((row) => sameName(row.last, surname) || sameName(`${row.first}${row.last}`, name))?.id ?? null
  );
}
