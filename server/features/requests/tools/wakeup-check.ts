import type { Tx } from "@/server/db";
import type { DomainEvent } from "@/server/verbs/events";
import { type FilingCtx, fileRequest, requestCreated } from "../file-request";

/** Whether two names can be one person's: they share a word. */
const alike = (one: string, other: string): boolean => {
  const words = (name: string): string[] => name.toLowerCase().match(/[\p{L}\p{M}]{2,}/gu) ?? [];
  const known = words(other);
  return words(one).some((word) => known.includes(word));
};

/**
 * A wake-up that stood was changed under a name that is neither the room's nor the one it was set under: staff asks the guest,
 * who else would sleep on. The caller hears nothing of it.
 */
export async function askGuest(
  tx: Tx,
  ctx: FilingCtx,
  by: { room: string; date: string; name: string; nameMismatch: boolean },
  wakeup: { guestName: string; time: string },
  what: string,
): Promise<DomainEvent[]> {
  if (!by.nameMismatch || alike(by.name, wakeup.guestName)) return [];
  const filed = await fileRequest(tx, ctx, {
    kind: "other",
    summary: `The ${wakeup.time} wake-up call of room ${by.room} on ${by.date} was ${what} under another name (${by.name}; it was set by ${wakeup.guestName}). Ask the guest.`,
    room: by.room,
    name: wakeup.guestName,
    // Not the caller's own number: the guest is asked, and the caller may be somebody else.
    contact: "",
    urgency: "urgent",
    due: ctx.deps.clock.now().toISOString(),
  });
  return [requestCreated(ctx, filed)];
}
