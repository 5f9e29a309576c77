import type { FoundCall, PhoneCall, Telephony } from "@/server/providers/telephony/port";
import type { HotelCtx } from "@/server/verbs/ctx";
import { telephonyOf } from "./access";
import { type LegNews, noteOutbound } from "./outbound";

/** A leg that tells nothing for so long is asked about: longer than any telephone rings, and than a wake-up waits for news. */
const ASK_AFTER_MS = 4 * 60_000;
/** The longest leg lasts an hour. */
const TALKS_MS = 65 * 60_000;
/** Between a claim and the call that the service makes of it, either way: the request's deadline, and clocks that differ. */
const PLACED_WITHIN_MS = 60_000;
/** The service tells when it made a call to the second. */
const A_SECOND_MS = 1_000;
const UNDER_WAY = { status: { in: ["dialing", "ringing", "answered"] }, endedAt: null };
const AT_ONCE = 50;
const DEADLINE_MS = 5_000;

interface Leg {
  id: string;
  status: string;
  toNumber: string;
  fromNumber: string;
  externalId: string | null;
  dialledAt: Date;
}

/**
 * Calls out whose end nobody told: the process that dialled died, or the news of them was lost. The telephone service is
 * asked what became of them, until the signal; one that it never placed counts as a try that failed, and so does, after
 * an hour, one that nobody can be asked about. What follows on it is as ever. Returns how many moved.
 */
export async function settleSilentLegs(ctx: HotelCtx, until?: AbortSignal): Promise<number> {
  const { deps, tenantId } = ctx;
  const legs = await silentLegs(ctx);
  if (legs.length === 0) return 0;
  const telephony = await telephonyOf(deps, tenantId);
  let moved = 0;
  for (const leg of legs) {
    if (until?.aborted) break;
    const seen = telephony
      ? await lookFor(ctx, telephony, leg).catch((error: unknown) => {
          ctx.log.warn({ err: error, outboundId: leg.id }, "a call out could not be asked about");
          return undefined;
        })
      : undefined;
    const news = newsOf(leg, seen, deps.clock.now());
    if (news && (await noteOutbound(ctx, leg.id, news)) !== leg.status) moved += 1;
  }
  return moved;
}

async function silentLegs(ctx: HotelCtx): Promise<Leg[]> {
  const now = ctx.deps.clock.now().getTime();
  const before = (ms: number) => {
    const moment = new Date(now - ms);
    return { OR: [{ dialledAt: { lt: moment } }, { dialledAt: null, createdAt: { lt: moment } }] };
  };
  const rows = await ctx.deps.db.withTenant(ctx.tenantId, (db) =>
    db.outboundCall.findMany({
      where: {
        hotelId: ctx.hotelId,
        ...UNDER_WAY,
        OR: [{ status: { not: "answered" }, ...before(ASK_AFTER_MS) }, before(TALKS_MS)],
      },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: AT_ONCE,
    }),
  );
  return rows.map((row) => ({ ...row, dialledAt: row.dialledAt ?? row.createdAt }));
}

/** What the service knows of a leg; null: nothing, it was never placed. Throws TelephonyError. */
async function lookFor(ctx: HotelCtx, telephony: Telephony, leg: Leg): Promise<PhoneCall | null> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  if (leg.externalId) return telephony.fetchCall(leg.externalId, signal);
  const { toNumber: to, fromNumber: from, dialledAt } = leg;
  const since = new Date(dialledAt.getTime() - PLACED_WITHIN_MS);
  const found = await telephony.findCalls({ to, ...(from ? { from } : {}), since }, signal);
  const near = found.filter(({ createdAt }) => createdAt.getTime() - dialledAt.getTime() < PLACED_WITHIN_MS);
  return firstOfNobody(ctx, leg, near);
}

/** Other legs to the same number have told their calls, or are told of none yet: a call is of who was dialled last before it. */
async function firstOfNobody(
  ctx: HotelCtx,
  { id, toNumber, dialledAt }: Leg,
  found: readonly FoundCall[],
): Promise<FoundCall | null> {
  if (found.length === 0) return null;
  const sids = found.map(({ callSid }) => callSid);
  const { known, others } = await ctx.deps.db.withTenant(ctx.tenantId, async (db) => ({
    known: await db.outboundCall.findMany({
      where: { externalId: { in: sids } },
      select: { externalId: true },
    }),
    others: await db.outboundCall.findMany({
      where: { hotelId: ctx.hotelId, ...UNDER_WAY, toNumber, externalId: null, id: { not: id } },
      select: { dialledAt: true, createdAt: true },
    }),
  }));
  const taken = new Set(known.map(({ externalId }) => externalId));
  const later = others
    .map((other) => (other.dialledAt ?? other.createdAt).getTime())
    .filter((moment) => moment > dialledAt.getTime() + A_SECOND_MS);
  const isLaters = ({ createdAt }: FoundCall) =>
    later.some((moment) => moment <= createdAt.getTime() + A_SECOND_MS);
  return found.find((call) => !taken.has(call.callSid) && !isLaters(call)) ?? null;
}

/** What that says of the leg; null: nothing yet. Who answered is never taken for not reached. */
function newsOf(leg: Leg, seen: PhoneCall | null | undefined, now: Date): LegNews | null {
  if (seen) return seen;
  const isOver = seen === null || now.getTime() - leg.dialledAt.getTime() >= TALKS_MS;
  if (leg.status === "answered") return isOver ? { status: "completed" } : null;
  if (seen === null && leg.status === "dialing" && leg.externalId === null)
    return { status: "failed", reason: "not_placed" };
  return isOver ? { status: "failed", reason: "no_word" } : null;
}
