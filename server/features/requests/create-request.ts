import { z } from "zod";
import { policyValues } from "@/server/features/policies";
import { businessDate } from "@/server/kernel/dates";
import { notFound } from "@/server/kernel/errors";
import { Id, newId } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { readContact } from "./contact";
import { RequestCreated } from "./events";
import { insertWithRef } from "./file-request";
import { nameDoesNotFit } from "./room-name";
import { defaults } from "./rules";
import { CreateRequestInput } from "./schema";

/** Writes down what a person asked for or was promised. Department and deadline come from the hotel's promises. */
export const createRequest = defineVerb({
  name: "requests.create",
  input: CreateRequestInput,
  output: z.object({ id: Id, ref: z.string() }),
  permission: "requests:write",
  effect: "write",
  async run(tx, ctx, { kind, summary, urgency, callId, ...input }) {
    const { hotelId, tenantId } = ctx;
    const hotel = await tx.hotel.findFirstOrThrow({ where: { id: hotelId } });
    if (callId && !(await tx.call.findFirst({ where: { id: callId, hotelId }, select: { id: true } })))
      throw notFound("This call");
    const now = ctx.deps.clock.now();
    const today = businessDate(now, hotel.timeZone, hotel.auditHour);
    const { kinds = [] } = await policyValues(tx, hotelId, "service_promises", today);
    const promise = kinds.find((entry) => entry.kind === kind);
    const { contact, checked } = readContact(input.contact, hotel.country);
    const [room, guestName] = [input.room || undefined, input.guestName || undefined];
    const row = {
      ...{ tenantId, id: newId(), hotelId, kind, summary, urgency, contact, createdAt: now },
      department: promise?.department ?? defaults[kind].department,
      room: room ?? null,
      guestName: guestName ?? null,
      contactChecked: checked,
      nameMismatch: await nameDoesNotFit(tx, hotelId, room, guestName),
      dueAt: promise?.deadlineMinutes ? new Date(now.getTime() + promise.deadlineMinutes * 60_000) : null,
      callId: callId ?? null,
    };
    const ref = await insertWithRef(tx, row);
    return {
      result: { id: row.id, ref },
      audit: { subject: { kind: "request", id: row.id }, after: { kind, summary, urgency } },
      events: [RequestCreated({ requestId: row.id, hotelId })],
    };
  },
});
