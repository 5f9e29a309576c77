import { z } from "zod";
import { PERMISSIONS, permissionsOf } from "@/server/auth/permissions";
import { businessDate, PlainDate } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";

/** What every page of a hotel needs to write dates, prices and names, and to know what its reader may do. */
export const HotelDay = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  locale: z.string(),
  country: z.string(),
  /** The business date: it ends at the night audit. */
  today: PlainDate,
  permissions: z.array(z.enum(PERMISSIONS)),
  /** Somebody to ask for more: the owner who has been there longest. */
  owner: z.string().nullable(),
  people: z.array(z.object({ id: Id, name: z.string(), you: z.boolean() })),
});
export type HotelDay = z.infer<typeof HotelDay>;

const PEOPLE = 500;

/** The hotel in hand as its pages see it today. Everybody who works there may read it. */
export const hotelDay = defineVerb({
  name: "organisations.hotelDay",
  input: z.object({}),
  output: HotelDay,
  permission: "account:self",
  effect: "read",
  async run(tx, ctx) {
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: ctx.hotelId } });
    const members = await tx.membership.findMany({
      select: { userId: true, role: true, user: { select: { name: true } } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: PEOPLE,
    });
    const me = ctx.actor.kind === "user" ? ctx.actor : null;
    const { id, slug, name, currency, timeZone, locale, country } = hotel;
    return {
      ...{ id, slug, name, currency, timeZone, locale, country },
      today: businessDate(ctx.deps.clock.now(), timeZone, hotel.auditHour),
      permissions: me ? permissionsOf(me.role) : [],
      owner: members.find((member) => member.role === "owner")?.user.name ?? null,
      people: members.map(({ userId, user }) => ({
        id: userId,
        name: user.name,
        you: userId === me?.userId,
      })),
    };
  },
});
