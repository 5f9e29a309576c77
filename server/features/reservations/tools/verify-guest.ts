import { easilyMisheard } from "@/server/features/guests";
import { loadStayPolicies, type StayPolicies, StaySnapshot } from "@/server/features/rates";
import { checkCode } from "@/server/features/telephony";
import { nightsBetween } from "@/server/kernel/dates";
import type { ToolInput, Verification } from "@/server/tools";
import type { StayBrief } from "@/server/tools/who-and-when";
import { implementTool, refuse, speaking, type ToolCtx } from "@/server/verbs/define-tool";
import { dated, dateFact } from "../facts";
import { type Factor, findForVerification } from "../find-for-verification";
import { type StayTexts, stayTexts } from "../say";
import { ReservationStatus } from "../schema";
import type { StayPayload } from "./book-stay";

type Found = Awaited<ReturnType<typeof findForVerification>>;

export const verifyGuest = implementTool("verify_guest", async (tx, ctx, input) => {
  const t = stayTexts(ctx.call.language);
  const policies = await loadStayPolicies(tx, ctx.hotelId, ctx.call.today);
  const used = await attemptsUsed(ctx, policies);
  if (used >= policies.verifyTries) return locked(t);
  if (input.factor === "otp") return verifyByCode(ctx, input.value, policies.verifyTries - used, t);
  const factor = usable(input.factor, policies);
  if (!factor) {
    const others = policies.factors.filter((name) => name !== "otp" && name !== "card_last4");
    return refuse({
      code: "not_allowed",
      field: "factor",
      policy: "identity.factors",
      ask: t.otherFactor(
        others.map((name) => t.factor[name]),
        speaking(ctx),
      ),
    });
  }
  const { hotel, today } = ctx.call;
  const found = await findForVerification(
    tx,
    hotel,
    { surname: input.surname, factor, value: input.value },
    today,
  );
  if (found.length === 0) {
    // The same words whichever half was wrong; only what was heard decides whether spelling is asked for.
    await tx.call.updateMany({ where: { id: ctx.call.callId }, data: { verifyAttempts: { increment: 1 } } });
    if (used + 1 >= policies.verifyTries) return locked(t, failedNote(ctx, factor));
    const ask = factor === "code" && easilyMisheard(input.value) ? t.spell : t.noMatch;
    return refuse({ code: "not_found", field: "value", ask, audit: failedNote(ctx, factor) });
  }
  return verified(ctx, found, factor, policies.verifyTries - used, t);
});

/** A code that was texted on this call proves the contact on file: the strongest level. It has its own five tries. */
async function verifyByCode(ctx: ToolCtx, value: string, attemptsLeft: number, t: StayTexts) {
  const { callId, verifiedReservationIds } = ctx.call;
  const check = await checkCode(ctx.tx, ctx, callId, value);
  const good = check.good && verifiedReservationIds.includes(check.reservationId);
  const audit = {
    subject: { kind: "call", id: callId },
    after: { verification: good ? "otp" : "failed", factor: "otp" },
  };
  if (!good) {
    const left = check.good ? 0 : check.triesLeft;
    return left > 0
      ? refuse({ code: "not_found", field: "value", ask: t.otpWrong, audit })
      : refuse({ code: "not_allowed", policy: "identity.oneTimeCode", ask: t.locked, audit });
  }
  await ctx.tx.call.updateMany({ where: { id: callId }, data: { verification: "otp" } });
  return {
    ok: true as const,
    data: { level: "otp" as const, stays: [], attemptsLeft },
    facts: [
      { kind: "confirmation" as const, name: "verified", value: true, spoken: stayTexts("en").otpGood },
    ],
    say: t.otpGood,
    next: ["get_stay", "preview_change"] as const,
    audit,
  };
}

const usable = (factor: ToolInput<"verify_guest">["factor"], policies: StayPolicies): Factor | null =>
  policies.factors.includes(factor) && factor !== "otp" && factor !== "card_last4" ? factor : null;

/** Failed tries of this call, and of other calls from the same number within the lock time. */
async function attemptsUsed(ctx: ToolCtx, policies: StayPolicies): Promise<number> {
  const since = new Date(ctx.deps.clock.now().getTime() - policies.lockMinutes * 60_000);
  const { callId, callerNumber } = ctx.call;
  const { _sum } = await ctx.tx.call.aggregate({
    where: {
      hotelId: ctx.hotelId,
      OR: [
        { id: callId },
        ...(callerNumber ? [{ fromNumber: callerNumber, startedAt: { gte: since } }] : []),
      ],
    },
    _sum: { verifyAttempts: true },
  });
  return _sum.verifyAttempts ?? 0;
}

const failedNote = (ctx: ToolCtx, factor: Factor) => ({
  subject: { kind: "call", id: ctx.call.callId },
  after: { verification: "failed", factor },
});

const locked = (t: StayTexts, audit?: ReturnType<typeof failedNote>) =>
  refuse({
    code: "not_allowed",
    policy: "identity.verifyTries",
    ask: t.locked,
    options: [{ say: t.locked, args: { tool: "create_request", kind: "verification_help" } }],
    ...(audit ? { audit } : {}),
  });

const RANK: Readonly<Record<Verification, number>> = { none: 0, guest: 1, booking: 2, otp: 3 };

async function verified(ctx: ToolCtx, found: Found, factor: Factor, attemptsLeft: number, t: StayTexts) {
  const level: Verification = factor === "room" ? "guest" : "booking";
  const ids = found.map((row) => row.id);
  const { callId, verification, verifiedReservationIds } = ctx.call;
  await ctx.tx.call.updateMany({
    where: { id: callId },
    data: {
      guestId: found[0]?.guestId ?? null,
      ...(RANK[level] > RANK[verification] ? { verification: level } : {}),
      // A room number and a name open the house's service, not the booking.
      ...(level === "booking"
        ? { verifiedReservationIds: [...new Set([...verifiedReservationIds, ...ids])] }
        : {}),
    },
  });
  const stays: StayBrief[] = [];
  for (const row of found) {
    stays.push({
      stay: await ctx.handles.reuse("stay", { reservationId: row.id } satisfies StayPayload),
      status: ReservationStatus.parse(row.status),
      arrival: dated(row.arrival),
      departure: dated(row.departure),
      nights: nightsBetween(row.arrival, row.departure),
      roomType: StaySnapshot.parse(row.snapshot).roomType.name,
    });
  }
  const [only] = stays.length === 1 ? stays : [];
  const spoken = speaking(ctx);
  const range = only ? spoken.dateRange(only.arrival.date, only.departure.date, ctx.call.today) : "";
  return {
    ok: true as const,
    data: { level, stays, attemptsLeft },
    facts: stays.flatMap((stay) => [
      dateFact(ctx, stay.stay, "arrival", stay.arrival.date),
      dateFact(ctx, stay.stay, "departure", stay.departure.date),
    ]),
    say: t.verified(spoken.number(stays.length), spoken, range, only?.roomType ?? ""),
    next: ["get_stay", "preview_change", "preview_cancel"] as const,
    audit: {
      subject: { kind: "call", id: callId },
      after: { verification: level, factor, reservationIds: ids },
    },
  };
}
