import type { NewFact } from "@/server/tools";
import { implementTool, speaking } from "@/server/verbs/define-tool";
import { fileRequest, requestCreated } from "../file-request";
import { requestTexts } from "./say";

/** Logs what a person must do, with the hotel's own department, deadline and promise. */
export const createRequest = implementTool("create_request", async (tx, ctx, input) => {
  const t = requestTexts(ctx.call.language);
  const filed = await fileRequest(tx, ctx, input);
  const request = await ctx.handles.create("req", { requestId: filed.id });
  const ref = { code: filed.ref, spoken: ctx.spoken.code(filed.ref) };
  const facts: NewFact[] = [
    { kind: "confirmation", subject: request, name: "logged", value: filed.ref, spoken: ref.spoken },
    {
      kind: "contact",
      subject: request,
      name: "department",
      value: filed.department,
      spoken: filed.department,
    },
  ];
  if (filed.promise)
    facts.push({
      kind: "promise",
      subject: request,
      name: "promise",
      value: filed.promise,
      spoken: filed.promise,
    });
  return {
    ok: true,
    data: {
      request,
      department: filed.department,
      ...(filed.dueAt ? { due: filed.dueAt.toISOString() } : {}),
    },
    facts,
    say: t.logged(filed.department, filed.promise, speaking(ctx).code(filed.ref)),
    next: ["update_request", "end_call"],
    ref,
    audit: {
      subject: { kind: "request", id: filed.id },
      after: { kind: input.kind, department: filed.department },
    },
    events: [requestCreated(ctx, filed)],
  };
});
