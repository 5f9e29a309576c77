import { defineVerb } from "@/server/verbs/define-verb";
import { callerFields, callerOf } from "./caller";
import { COUNT_LIMIT, ListVoicemailsInput, PAGE, pageOf, VoicemailRow } from "./records";

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
      include: { call: callerFields },
    });
    const requests = await tx.request.findMany({
      where: { id: { in: rows.flatMap(({ requestId }) => requestId ?? []) } },
      select: { id: true, ref: true, status: true },
    });
    return {
      rows: rows.map((row) => ({
        callId: row.callId,
        receivedAt: row.createdAt.toISOString(),
        durationSeconds: row.durationSeconds,
        caller: callerOf(row.call),
        transcript: row.transcript,
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
