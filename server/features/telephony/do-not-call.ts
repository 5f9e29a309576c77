import { z } from "zod";
import type { Tx } from "@/server/db";
import { invalid, notFound } from "@/server/kernel/errors";
import { defineVerb } from "@/server/verbs/define-verb";
import { tellShown } from "./events";
import { COUNT_LIMIT, PAGE, pageOf } from "./records";
import { isRealNumber } from "./rules";
import { DoNotCallEntry, DoNotCallRow, RemoveDoNotCall } from "./schema";

/** The largest character sorts after every number that begins like this. */
const AFTER = "\u{10FFFF}";

/** Whether this number wants no calls (or texts) from the organisation. */
export const isDoNotCall = async (tx: Tx, number: string, channel: "call" | "text"): Promise<boolean> =>
  (await tx.doNotCall.count({ where: { number, channel } })) > 0;

/** The audit log says which entry it was without keeping the number. */
const subject = ({ number, channel }: z.output<typeof DoNotCallEntry>) => ({
  kind: "do_not_call",
  id: `${channel} …${number.slice(-4)}`,
});

/** Numbers that want no calls or texts, newest first; searched by how they begin. */
export const listDoNotCall = defineVerb({
  name: "telephony.listDoNotCall",
  input: z.object({
    /** The beginning of a number; digits without a plus begin with their country code. */
    search: z.string().trim().max(30).optional(),
    page: z.int().min(1).max(10_000).default(1),
  }),
  output: pageOf(DoNotCallRow),
  permission: "settings:read",
  effect: "read",
  async run(tx, _ctx, { search, page }) {
    const digits = search?.replace(/\D/g, "").replace(/^00/, "") ?? "";
    const where = search ? { number: { gte: `+${digits}`, lt: `+${digits}${AFTER}` } } : {};
    const rows = await tx.doNotCall.findMany({
      where,
      orderBy: search
        ? [{ number: "asc" }, { channel: "asc" }]
        : [{ createdAt: "desc" }, { number: "desc" }, { channel: "asc" }],
      skip: (page - 1) * PAGE,
      take: PAGE,
    });
    return {
      rows: rows.map(({ number, channel, reason, createdAt }) => ({
        number,
        channel: channel as "call" | "text",
        reason: reason as "asked" | "stop" | "staff",
        createdAt: createdAt.toISOString(),
      })),
      total: await tx.doNotCall.count({ where, take: COUNT_LIMIT }),
      page,
      pageSize: PAGE,
    };
  },
});

/** Notes that a number wants no calls (or texts). A repeat changes nothing. */
export const addDoNotCall = defineVerb({
  name: "telephony.addDoNotCall",
  input: DoNotCallEntry,
  output: DoNotCallEntry,
  permission: "guests:write",
  effect: "write",
  async run(tx, ctx, entry) {
    const { number, channel } = entry;
    if (!isRealNumber(number))
      throw invalid("No telephone has this number. Check its digits.", [
        { path: "number", message: "No telephone has this number. Check its digits." },
      ]);
    await tx.doNotCall.createMany({
      data: [{ tenantId: ctx.tenantId, number, channel, reason: "staff", createdAt: ctx.deps.clock.now() }],
      skipDuplicates: true,
    });
    await tellShown(tx, ctx, "do_not_call", channel);
    return { result: entry, audit: { subject: subject(entry), after: { listed: true } } };
  },
});

/** Takes a number off the list, because its owner asked for it; why is kept in the audit log. */
export const removeDoNotCall = defineVerb({
  name: "telephony.removeDoNotCall",
  input: RemoveDoNotCall,
  output: DoNotCallEntry,
  permission: "settings:write",
  effect: "write",
  async run(tx, ctx, { why, ...entry }) {
    const { number, channel } = entry;
    const { count } = await tx.doNotCall.deleteMany({ where: { number, channel } });
    if (count === 0) throw notFound("This number on the list");
    await tellShown(tx, ctx, "do_not_call", channel);
    return { result: entry, audit: { subject: subject(entry), after: { listed: false, why } } };
  },
});
