import { guestLanguage } from "@/server/kernel/in-language";
import { defineVerb } from "@/server/verbs/define-verb";
import { callerFields, callerOf } from "./caller";
import { hotelLanguage } from "./languages";
import { COUNT_LIMIT, ListVoicemailsInput, PAGE, pageOf, VoicemailRow } from "./records";
import { voicemailEars, wordsOf } from "./voicemail-words";

const SOUND = { received: "fetching", stored: "ready", failed: "failed" } as const;

/** Messages callers left, newest first: who, when, how long, what was understood. */
export const listVoicemails = defineVerb({
  name: "telephony.listVoicemails",
  input: ListVoicemailsInput,
  output: pageOf(VoicemailRow),
  permission: "calls:read",
  effect: "read",
  async run(tx, ctx, { view, page }) {
    const where = { hotelId: ctx.hotelId, ...(view === "unheard" ? { heardAt: null } : {}) };
    const rows = await tx.voicemail.findMany({
      where,
      orderBy: [{ createdAt: "desc" }, { callId: "desc" }],
      skip: (page - 1) * PAGE,
      take: PAGE,
      include: { call: { select: { ...callerFields.select, language: true, epoch: true } } },
    });
    const requests = await tx.request.findMany({
      where: { id: { in: rows.flatMap(({ requestId }) => requestId ?? []) } },
      select: { id: true, ref: true, status: true },
    });
    const hasEars = (await voicemailEars(tx, ctx)).length > 0;
    const main = await hotelLanguage(tx, ctx);
    const now = ctx.deps.clock.now();
    const spokenIn = ({ language, epoch }: { language: string; epoch: number }) =>
      (epoch > 0 ? guestLanguage(language) : undefined) ?? main;
    return {
      rows: rows.map((row) => ({
        callId: row.callId,
        receivedAt: row.createdAt.toISOString(),
        durationSeconds: row.durationSeconds,
        caller: callerOf(row.call),
        transcript: row.transcript?.trim() ? row.transcript : null,
        words: wordsOf(row, spokenIn(row.call), hasEars, now),
        language: spokenIn(row.call),
        sound: SOUND[row.status as keyof typeof SOUND],
        heardAt: row.heardAt?.toISOString() ?? null,
        heardBy: row.heardBy,
        request: requests.find(({ id }) => id === row.requestId) ?? null,
      })),
      total: await tx.voicemail.count({ where, take: COUNT_LIMIT }),
      page,
      pageSize: PAGE,
    };
  },
});
