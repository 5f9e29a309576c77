import { z } from "zod";
import { notFound } from "@/server/kernel/errors";
import { Id, newId } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { RequestChanged } from "./events";
import { AddRequestNoteInput } from "./schema";

/** Writes a note on a request. Notes are never changed or removed. */
export const addRequestNote = defineVerb({
  name: "requests.addNote",
  input: AddRequestNoteInput,
  output: z.object({ id: Id }),
  permission: "requests:write",
  effect: "write",
  async run(tx, ctx, { requestId, text }) {
    const row = await tx.request.findFirst({
      where: { id: requestId, hotelId: ctx.hotelId },
      select: { id: true },
    });
    if (!row) throw notFound("This request");
    const id = newId();
    await tx.requestNote.create({
      data: { tenantId: ctx.tenantId, id, requestId, text, createdAt: ctx.deps.clock.now() },
      select: { id: true },
    });
    return {
      result: { id },
      audit: { subject: { kind: "request", id: requestId }, after: { noteId: id } },
      events: [RequestChanged({ requestId, hotelId: ctx.hotelId })],
    };
  },
});
