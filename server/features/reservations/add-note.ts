import type { Tx } from "@/server/db";
import { newId } from "@/server/kernel/ids";

export const NOTE_KINDS = ["late_arrival", "occasion", "allergy", "wish", "other"] as const;

/** Puts a note on a reservation. Notes are never changed or removed. */
export async function insertNote(
  tx: Tx,
  note: {
    tenantId: string;
    reservationId: string;
    kind: (typeof NOTE_KINDS)[number];
    text: string;
    callId?: string;
    now: Date;
  },
): Promise<string> {
  const { now, ...columns } = note;
  const id = newId();
  await tx.reservationNote.create({ data: { ...columns, id, createdAt: now }, select: { id: true } });
  return id;
}
