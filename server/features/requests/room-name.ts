import type { Tx } from "@/server/db";

/**
 * Whether the name given does not belong to the guest in this room now. For staff only: the caller is told
 * nothing, whatever the answer.
 */
export async function nameDoesNotFit(
  tx: Tx,
  hotelId: string,
  room: string | undefined,
  name: string | undefined,
): Promise<boolean> {
  if (!room || !name) return false;
  const stay = await tx.roomStay.findFirst({
    where: {
      active: true,
      room: { is: { hotelId, number: room.trim() } },
      reservation: { is: { status: "checked_in" } },
    },
    include: { reservation: { include: { guest: { select: { last: true } } } } },
  });
  const surname = stay?.reservation.guest.last.toLowerCase();
  return !surname || !name.toLowerCase().includes(surname);
}
