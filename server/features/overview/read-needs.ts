import type { Tx } from "@/server/db";
import type { NeedsPerson } from "./schema";

const SHOWN = 6;
/** Older flags are history, not work for today. */
const DAYS = 30;

/** Calls to follow up and requests that are urgent or late, the most pressing first. */
export async function needsPerson(
  tx: Tx,
  hotelId: string,
  now: Date,
): Promise<{ total: number; items: NeedsPerson[] }> {
  const since = new Date(now.getTime() - DAYS * 86_400_000);
  const flagged = { hotelId, followUp: true, startedAt: { gte: since } };
  const pressing = {
    hotelId,
    status: { in: ["new", "doing", "waiting"] },
    OR: [{ urgency: "urgent" }, { dueAt: { lt: now } }],
  };
  const calls = await tx.call.findMany({
    where: flagged,
    orderBy: { startedAt: "desc" },
    take: SHOWN,
    include: { guest: { select: { first: true, last: true } } },
  });
  const requests = await tx.request.findMany({ where: pressing, orderBy: { createdAt: "asc" }, take: SHOWN });
  const [flaggedCount, pressingCount] = [
    calls.length < SHOWN ? calls.length : await tx.call.count({ where: flagged }),
    requests.length < SHOWN ? requests.length : await tx.request.count({ where: pressing }),
  ];
  const items: NeedsPerson[] = [
    ...requests.map((request) => ({
      ...{ id: request.id, kind: "request" as const, title: request.summary, callId: request.callId },
      detail: [request.room, request.guestName, request.department].filter(Boolean).join(", "),
      since: request.createdAt.toISOString(),
      dueAt: request.dueAt?.toISOString() ?? null,
      urgent: true,
    })),
    ...calls.map((call) => ({
      ...{ id: call.id, kind: "call" as const, callId: call.id, dueAt: null, urgent: false },
      title: call.suggestedAction ?? call.summary ?? "Follow this call up",
      detail: call.guest
        ? [call.guest.last, call.guest.first].filter(Boolean).join(", ")
        : (call.fromNumber ?? ""),
      since: call.startedAt.toISOString(),
    })),
  ];
  return { total: flaggedCount + pressingCount, items: items.slice(0, SHOWN) };
}
