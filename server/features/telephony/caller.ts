import { guestName } from "@/server/features/guests";

/** What is read of a call to say who the caller is. */
export const callerFields = {
  select: { fromNumber: true, guest: { select: { first: true, last: true } } },
} as const;

/** Who was on the telephone, as the lists show it. */
export const callerOf = (call: {
  fromNumber: string | null;
  guest: { first: string; last: string } | null;
}): { number: string | null; name: string | null } => ({
  number: call.fromNumber,
  name: guestName(call.guest),
});
