import { policyValues } from "@/server/features/policies";
import { implementTool, speaking } from "@/server/verbs/define-tool";
import { fileRequest, requestCreated } from "../file-request";
import { requestTexts } from "./say";

/** A person calls back; a draft keeps what was quoted so that nothing is asked twice. */
export const scheduleCallback = implementTool("schedule_callback", async (tx, ctx, input) => {
  const t = requestTexts(ctx.call.language);
  const { kinds = [] } = await policyValues(tx, ctx.hotelId, "service_promises", ctx.call.today);
  const kind = input.topic === "manager" ? "manager_callback" : "other";
  const promise = kinds.find((entry) => entry.kind === kind)?.spokenPromise;
  const filed = await fileRequest(tx, ctx, {
    kind,
    summary: ["Call back", input.when && `(${input.when})`, input.topic.replace("_", " "), input.draft]
      .filter(Boolean)
      .join(" "),
    name: input.name,
    contact: input.number,
  });
  const request = await ctx.handles.create("req", { requestId: filed.id });
  const ref = { code: filed.ref, spoken: ctx.spoken.code(filed.ref) };
  // A time the caller asked for is noted, never promised.
  return {
    ok: true,
    data: { request, ...(promise ? { window: promise } : {}) },
    facts: [
      { kind: "confirmation", subject: request, name: "callback", value: filed.ref, spoken: ref.spoken },
      ...(promise
        ? [{ kind: "promise" as const, subject: request, name: "window", value: promise, spoken: promise }]
        : []),
    ],
    say: t.callback(promise, speaking(ctx).code(filed.ref)),
    next: ["end_call"],
    ref,
    audit: { subject: { kind: "request", id: filed.id }, after: { callback: input.topic } },
    events: [requestCreated(ctx, filed)],
  };
});
