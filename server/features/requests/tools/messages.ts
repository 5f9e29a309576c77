import { policyValues } from "@/server/features/policies";
import { newCode, newId } from "@/server/kernel/ids";
import { implementTool, refuse, speaking } from "@/server/verbs/define-tool";
import { readContact } from "../contact";
import { MessageTaken } from "../events";
import { requestTexts } from "./say";

/** A message for somebody. Blind: the same words, the same work and a reference whether or not they are here. */
export const takeMessage = implementTool("take_message", async (tx, ctx, input) => {
  const t = requestTexts(ctx.call.language);
  const { messageDelivery } = await policyValues(tx, ctx.hotelId, "identity", ctx.call.today);
  const id = newId();
  const code = newCode(5);
  await tx.guestMessage.create({
    data: {
      tenantId: ctx.tenantId,
      id,
      hotelId: ctx.hotelId,
      ref: code,
      recipientFirst: input.recipientFirst ?? null,
      recipientLast: input.recipientLast,
      sender: input.from,
      callback: readContact(input.callback, ctx.call.hotel.country).contact,
      text: input.text,
      callId: ctx.call.callId,
      createdAt: ctx.deps.clock.now(),
    },
    select: { id: true },
  });
  const ref = { code, spoken: ctx.spoken.code(code) };
  return {
    ok: true,
    data: { taken: true },
    facts: [
      { kind: "confirmation", name: "message", value: code, spoken: ref.spoken },
      ...(messageDelivery
        ? [{ kind: "promise" as const, name: "delivery", value: messageDelivery, spoken: messageDelivery }]
        : []),
    ],
    say: t.message(messageDelivery, speaking(ctx).code(code)),
    ref,
    audit: { subject: { kind: "message", id }, after: { taken: true } },
    events: [MessageTaken({ messageId: id, hotelId: ctx.hotelId })],
  };
});

/** Messages of a stay the caller was verified for. */
export const getMessages = implementTool("get_messages", async (tx, ctx, { stay }) => {
  const t = requestTexts(ctx.call.language);
  const handle = await ctx.handles.find<{ reservationId: string }>(stay);
  if (!handle || !ctx.call.verifiedReservationIds.includes(handle.reservationId)) {
    return refuse({ code: "not_found", field: "stay", ask: t.noMessages });
  }
  const rows = await tx.guestMessage.findMany({
    where: { hotelId: ctx.hotelId, reservationId: handle.reservationId },
    orderBy: { createdAt: "desc" },
    take: 10,
  });
  return {
    ok: true,
    data: {
      messages: rows.map((row) => ({ from: row.sender, text: row.text, at: row.createdAt.toISOString() })),
    },
    facts: rows.map((row) => ({
      kind: "knowledge" as const,
      subject: stay,
      name: "message",
      value: row.text,
      spoken: row.text,
    })),
    say: rows.length === 0 ? t.noMessages : t.messages(rows.length, speaking(ctx)),
  };
});
