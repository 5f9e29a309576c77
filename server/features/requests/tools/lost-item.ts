import { policyValues } from "@/server/features/policies";
import { implementTool, speaking } from "@/server/verbs/define-tool";
import { fileRequest, requestCreated } from "../file-request";
import { requestTexts } from "./say";

/** Something left behind: logged for lost and found. Never says that it was found. */
export const reportLostItem = implementTool("report_lost_item", async (tx, ctx, input) => {
  const t = requestTexts(ctx.call.language);
  const { keepDays } = await policyValues(tx, ctx.hotelId, "lost_and_found", ctx.call.today);
  const details = [
    input.item,
    input.marks,
    input.where && `left ${input.where}`,
    input.date && `on ${input.date}`,
  ];
  const filed = await fileRequest(tx, ctx, {
    kind: "other",
    summary: `Lost item: ${details.filter(Boolean).join(", ")}`,
    name: input.name,
    contact: input.contact,
    room: input.room,
  });
  const ref = { code: filed.ref, spoken: ctx.spoken.code(filed.ref) };
  const keep = keepDays ? `${ctx.spoken.number(keepDays)} days` : undefined;
  return {
    ok: true,
    data: keepDays ? { keepDays } : {},
    facts: [
      { kind: "confirmation", name: "reported", value: filed.ref, spoken: ref.spoken },
      ...(keepDays && keep
        ? [{ kind: "policy" as const, name: "keepDays", value: keepDays, spoken: keep }]
        : []),
    ],
    say: t.lost(keepDays, speaking(ctx), speaking(ctx).code(filed.ref)),
    next: ["update_request"],
    ref,
    audit: { subject: { kind: "request", id: filed.id }, after: { kind: "lost_item" } },
    events: [requestCreated(ctx, filed)],
  };
});
