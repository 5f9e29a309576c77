import { z } from "zod";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { insertNote } from "./add-note";
import { ReservationNoted } from "./events";
import { loadReservation } from "./load-stay";
import { AddNoteInput } from "./schema";

/** Puts a note on a reservation for whoever meets the guest. */
export const addNote = defineVerb({
  name: "reservations.addNote",
  input: AddNoteInput,
  output: z.object({ noteId: Id }),
  permission: "reservations:write",
  effect: "write",
  async run(tx, ctx, input) {
    const reservation = await loadReservation(tx, ctx.hotelId, input.reservationId);
    const noteId = await insertNote(tx, { ...input, tenantId: ctx.tenantId, now: ctx.deps.clock.now() });
    return {
      result: { noteId },
      audit: { subject: { kind: "reservation", id: reservation.id }, after: { noteId, kind: input.kind } },
      events: [ReservationNoted({ hotelId: ctx.hotelId, reservationId: reservation.id })],
    };
  },
});
