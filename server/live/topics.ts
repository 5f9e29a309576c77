import { type Permission, roleCan } from "@/server/auth/permissions";
import type { Actor } from "@/server/verbs/ctx";
import type { LiveEvent } from "./notice";

/** Which permission a topic needs; the topic is what stands before the first dot. Others are not sent. */
const TOPICS: Readonly<Record<string, Permission>> = {
  many: "account:self",
  hotel: "account:self",
  call: "calls:read",
  recording: "calls:read",
  reservation: "reservations:read",
  hold: "reservations:read",
  stay: "reservations:read",
  room: "rooms:read",
  inventory: "rooms:read",
  housekeeping: "rooms:read",
  rate: "rates:read",
  guest: "guests:read",
  message: "guests:read",
  telephony: "calls:read",
  request: "requests:read",
  alarm: "requests:read",
  wakeup: "requests:read",
  policy: "policies:read",
  knowledge: "knowledge:read",
  article: "knowledge:read",
  vendor: "settings:read",
  member: "team:read",
  invitation: "team:read",
};

/** May this person know that this happened? By role, and by hotel where the event names one. */
export function maySee(actor: Extract<Actor, { kind: "user" }>, [name, ids]: LiveEvent): boolean {
  const permission = Object.hasOwn(TOPICS, topicOf(name)) ? TOPICS[topicOf(name)] : undefined;
  if (!permission || !roleCan(actor.role, permission)) return false;
  return !ids.hotelId || actor.hotelIds.length === 0 || actor.hotelIds.includes(ids.hotelId);
}

export const topicOf = (name: string): string => name.split(".", 1)[0] ?? "";
