import { z } from "zod";
import { notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { normaliseEmail, normalisePhone } from "./contact";
import { GuestChanged } from "./events";
import { UpdateGuestInput } from "./schema";

/** Corrects a guest's name, contacts or notes. Contacts that do not parse are kept as written, unchecked. */
export const updateGuest = defineVerb({
  name: "guests.update",
  input: UpdateGuestInput,
  output: z.object({ id: Id, phoneChecked: z.boolean(), emailChecked: z.boolean() }),
  permission: "guests:write",
  effect: "write",
  async run(tx, ctx, { guestId, phone, email, ...fields }) {
    const guest = await tx.guest.findFirst({
      where: { id: guestId, hotelId: ctx.hotelId },
      include: { hotel: true },
    });
    if (!guest) throw notFound("The guest");
    const number = phone ? normalisePhone(phone, guest.hotel.country) : null;
    const address = email ? normaliseEmail(email) : null;
    const data = {
      ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
      ...(phone === undefined
        ? {}
        : { phone: number?.value ?? null, phoneChecked: number?.checked ?? false }),
      ...(email === undefined
        ? {}
        : { email: address?.value ?? null, emailChecked: address?.checked ?? false }),
    };
    const after = await tx.guest.update({
      where: { tenantId_id: { tenantId: ctx.tenantId, id: guestId } },
      data: { ...data, updatedAt: ctx.deps.clock.now() },
    });
    const changed = Object.keys(data);
    return {
      result: { id: guestId, phoneChecked: after.phoneChecked, emailChecked: after.emailChecked },
      // Which fields changed is enough for the log; the values are personal data.
      audit: { subject: { kind: "guest", id: guestId }, after: { changed } },
      events: [GuestChanged({ hotelId: ctx.hotelId, guestId })],
    };
  },
});
