import { z } from "zod";
import type { Tx } from "@/server/db";
import { notFound } from "@/server/kernel/errors";
import { defineVerb } from "@/server/verbs/define-verb";
import { DoNotCallRow, PhoneE164 } from "./schema";

const Entry = z.object({ number: PhoneE164, channel: z.enum(["call", "text"]) });

/** Whether this number wants no calls (or texts) from the organisation. */
export const isDoNotCall = async (tx: Tx, number: string, channel: "call" | "text"): Promise<boolean> =>
  (await tx.doNotCall.count({ where: { number, channel } })) > 0;

/** Numbers that want no calls or texts, newest first. */
export const listDoNotCall = defineVerb({
  name: "telephony.listDoNotCall",
  input: z.object({}),
  output: z.object({ rows: z.array(DoNotCallRow) }),
  permission: "settings:read",
  effect: "read",
  async run(tx) {
    const rows = await tx.doNotCall.findMany({
      orderBy: [{ createdAt: "desc" }, { number: "asc" }],
      take: 500,
    });
    return {
      rows: rows.map(({ number, channel, reason, createdAt }) => ({
        number,
        channel: channel as "call" | "text",
        reason: reason as "asked" | "stop" | "staff",
        createdAt: createdAt.toISOString(),
      })),
    };
  },
});

/** Notes that a number wants no calls (or texts). A repeat changes nothing. */
export const addDoNotCall = defineVerb({
  name: "telephony.addDoNotCall",
  input: Entry,
  output: Entry,
  permission: "guests:write",
  effect: "write",
  async run(tx, ctx, { number, channel }) {
    await tx.doNotCall.createMany({
      data: [{ tenantId: ctx.tenantId, number, channel, reason: "staff", createdAt: ctx.deps.clock.now() }],
      skipDuplicates: true,
    });
    return {
      result: { number, channel },
      audit: { subject: { kind: "do_not_call", id: channel }, after: { listed: true } },
    };
  },
});

/** Takes a number off the list, because its owner asked for it. */
export const removeDoNotCall = defineVerb({
  name: "telephony.removeDoNotCall",
  input: Entry,
  output: Entry,
  permission: "settings:write",
  effect: "write",
  async run(tx, _ctx, { number, channel }) {
    const { count } = await tx.doNotCall.deleteMany({ where: { number, channel } });
    if (count === 0) throw notFound("This number on the list");
    return {
      result: { number, channel },
      audit: { subject: { kind: "do_not_call", id: channel }, after: { listed: false } },
    };
  },
});
