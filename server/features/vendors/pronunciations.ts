import { z } from "zod";
import type { Tx } from "@/server/db";
import { asJson } from "@/server/kernel/json";
import type { Pronunciation } from "@/server/line/contract";
import { defineVerb } from "@/server/verbs/define-verb";
import { Pronunciations } from "./schema";

/** How words of this hotel are said; what cannot be read any more counts as none. */
export async function pronunciationsOf(tx: Tx, hotelId: string): Promise<Pronunciation[]> {
  const row = await tx.pronunciationList.findFirst({ where: { hotelId }, select: { entries: true } });
  return Pronunciations.safeParse(row?.entries ?? []).data ?? [];
}

export const getPronunciations = defineVerb({
  name: "vendors.pronunciations",
  input: z.void(),
  output: Pronunciations,
  permission: "settings:read",
  effect: "read",
  run: (tx, ctx) => pronunciationsOf(tx, ctx.hotelId),
});

/** Replaces the list of words that voices would say wrong. Heard from the next call on. */
export const setPronunciations = defineVerb({
  name: "vendors.setPronunciations",
  input: z.object({ entries: Pronunciations }),
  output: Pronunciations,
  permission: "settings:write",
  effect: "write",
  async run(tx, ctx, { entries }) {
    const before = await pronunciationsOf(tx, ctx.hotelId);
    const { tenantId, hotelId } = ctx;
    await tx.pronunciationList.upsert({
      where: { tenantId_hotelId: { tenantId, hotelId } },
      create: { tenantId, hotelId, entries: asJson(entries) },
      update: { entries: asJson(entries) },
    });
    return {
      result: entries,
      audit: {
        subject: { kind: "pronunciations", id: hotelId },
        before: asJson(before),
        after: asJson(entries),
      },
    };
  },
});
