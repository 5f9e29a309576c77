import { type HoldSnapshot, loadStayPolicies, plansFor, type StayPolicies } from "@/server/features/rates";
import { nightsBetween, weekdayOf } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { type Money, money, portion } from "@/server/kernel/money";
import type { NewFact } from "@/server/tools";
import type { Quote } from "@/server/tools/selling";
import {
  implementTool,
  refuse,
  speaking,
  TooLate,
  type ToolCtx,
  type ToolRefused,
} from "@/server/verbs/define-tool";
import { chooseExtras } from "../choose-extras";
import { HoldEnded, HoldPlaced } from "../events";
import {
  endHolds,
  lockNights,
  type NewHold,
  placeHold,
  readContended,
  roomFor,
  type SeenHold,
  withoutHolds,
} from "../holds";
import { priceChosen } from "../price-offer";
import { loadWorld } from "../read-nights";
import { type SellingTexts, sellingTexts } from "../say";
import type { SearchWorld } from "../schema";
import { sayInstant } from "../spoken-terms";
import type { OfferPayload } from "./search-rooms";

/** What a quote handle stands for. */
export interface QuotePayload {
  holdId: string;
}

export const quoteStay = implementTool("quote_stay", async (tx, ctx, input) => {
  const t = sellingTexts(ctx.call.language);
  const offer = await ctx.handles.find<OfferPayload>(input.offer);
  if (!offer) return refuse({ code: "not_found", field: "offer", ask: t.offerGone });
  const now = ctx.deps.clock.now();
  const policies = await loadStayPolicies(tx, ctx.hotelId, ctx.call.today);
  const { nights, own, lapsed } = await readContended(tx, offer, ctx.call.callId, now);
  const released = replacedBy(offer, own, policies.offersPerCall);
  const expired = lapsed.filter((hold) => !released.some(({ id }) => id === hold.id));
  const verified = ctx.call.verification !== "none";
  const ended = [...released, ...expired];
  const taken = noRoom(roomFor(withoutHolds(nights, offer.roomTypeId, ended), offer.rooms, verified), t);
  if (taken) return taken;
  const span = { from: offer.arrival, to: offer.departure, now, callId: ctx.call.callId };
  const world = await loadWorld(tx, ctx.call.hotel, policies.checkInTime, span);
  const stay = withPromo(offer, input.promo, world, t);
  if ("ok" in stay) return stay;
  const known = {
    extras: world.catalogue.extras,
    checkInTime: policies.checkInTime,
    timeZone: ctx.call.hotel.timeZone,
    now,
  };
  const extras = await chooseExtras(
    tx,
    input.extras ?? [],
    { ...stay, hotelId: ctx.hotelId },
    known,
    t,
    speaking(ctx).number,
  );
  if ("ok" in extras) return extras;
  const priced = priceChosen(world, stay, extras);
  if ("blockers" in priced) return refuse({ code: "unavailable", ask: t.full });
  const expiresAt = new Date(now.getTime() + policies.holdMinutes * 60_000);
  const holdId = newId();
  const hold: NewHold = {
    ...stay,
    tenantId: ctx.tenantId,
    hotelId: ctx.hotelId,
    callId: ctx.call.callId,
    snapshot: priced.snapshot,
    currency: ctx.call.hotel.currency,
    now,
    expiresAt,
  };
  const quote = await ctx.handles.create("quote", { holdId } satisfies QuotePayload);
  const data = describeQuote(quote, priced.snapshot, offer, policies, expiresAt, ctx);
  return {
    ok: true,
    data,
    facts: quoteFacts(data, priced.snapshot, ctx),
    say: sayQuote(data, ctx, t),
    next: ["book_stay", "list_extras"],
    audit: {
      subject: { kind: "hold", id: holdId },
      after: { total: priced.snapshot.total, expiresAt: expiresAt.toISOString() },
    },
    events: [
      HoldPlaced({ hotelId: ctx.hotelId, holdId }),
      ...ended.map(({ id }) => HoldEnded({ hotelId: ctx.hotelId, holdId: id })),
    ],
    last: async () => {
      if (ended.length > 0) await makeRoom(ctx, hold, released, expired);
      const late = noRoom(await placeHold(tx, hold, { nights, verified }, holdId), t);
      if (late) throw new TooLate(late);
    },
  };
});

const noRoom = (found: ReturnType<typeof roomFor>, t: SellingTexts): ToolRefused | undefined => {
  if (found === "deciding") return refuse({ code: "unavailable", ask: t.deciding, tried: "held by others" });
  return found === "full" ? refuse({ code: "unavailable", ask: t.full }) : undefined;
};

/** This call's holds that a quote gives back: for other dates, for the same room, and the oldest beyond the limit. */
function replacedBy(offer: OfferPayload, own: readonly SeenHold[], limit: number): SeenHold[] {
  const replaced = own.filter((hold) => replaces(offer, hold));
  const kept = own.filter((hold) => !replaced.includes(hold));
  return [...replaced, ...kept.slice(0, Math.max(0, kept.length - (limit - 1)))];
}

/** Takes the locks for everything this quote touches, and gives back what it replaces. */
async function makeRoom(
  { tx }: ToolCtx,
  hold: NewHold,
  released: readonly SeenHold[],
  expired: readonly SeenHold[],
): Promise<void> {
  await lockNights(tx, [hold, ...released, ...expired]);
  const ids = (holds: readonly SeenHold[]) => holds.map(({ id }) => id);
  await endHolds(tx, ids(released), "released", hold.now);
  await endHolds(tx, ids(expired), "expired", hold.now);
}

const replaces = (offer: OfferPayload, hold: SeenHold): boolean =>
  hold.arrival !== offer.arrival ||
  hold.departure !== offer.departure ||
  (hold.roomTypeId === offer.roomTypeId && hold.ratePlanId === offer.ratePlanId);

/** A promotion code moves the offer to the plan it opens. */
function withPromo(
  offer: OfferPayload,
  promo: string | undefined,
  world: SearchWorld,
  t: SellingTexts,
): OfferPayload | ToolRefused {
  if (promo === undefined) return offer;
  const opened = plansFor(world.catalogue.plans, promo).filter((plan) => plan.accessCode !== null);
  if (opened.length === 0)
    return refuse({ code: "not_found", field: "promo", ask: t.promoUnknown, tried: promo });
  const usable = opened.find(
    (plan) => "snapshot" in priceChosen(world, { ...offer, ratePlanId: plan.id }, []),
  );
  return usable
    ? { ...offer, ratePlanId: usable.id }
    : refuse({ code: "unavailable", field: "promo", ask: t.promoElsewhere });
}

function describeQuote(
  quote: string,
  snapshot: HoldSnapshot,
  offer: OfferPayload,
  policies: StayPolicies,
  expiresAt: Date,
  ctx: ToolCtx,
): Quote {
  const currency = ctx.call.hotel.currency;
  const count = nightsBetween(offer.arrival, offer.departure);
  const due = portion(snapshot.total, policies.dueNowPercent * 100);
  const [first] = snapshot.rooms;
  if (!first) throw new RangeError("A hold has at least one room");
  return {
    quote,
    roomType: first.roomType.name,
    arrival: { date: offer.arrival, weekday: weekdayOf(offer.arrival) },
    departure: { date: offer.departure, weekday: weekdayOf(offer.departure) },
    nights: count,
    adults: offer.adults,
    children: offer.childAges.length,
    items: snapshot.rooms.flatMap((room) => [
      {
        label: `${ctx.spoken.nights(count)}, ${room.roomType.name}`,
        amount: money(
          room.nights.reduce((sum, night) => sum + night.price, 0),
          currency,
        ),
      },
      ...room.extras.map((extra) => ({ label: extra.spokenName, amount: money(extra.amount, currency) })),
      ...room.taxes
        .filter((tax) => !tax.included)
        .map((tax) => ({ label: tax.name, amount: money(tax.amount, currency) })),
    ]),
    total: money(snapshot.total, currency),
    perNight: money(Math.floor((2 * snapshot.total + count) / (2 * count)), currency),
    dueNow: money(due, currency),
    dueLater: money(snapshot.total - due, currency),
    ...(first.cancelBy && new Date(first.cancelBy) > ctx.deps.clock.now()
      ? { cancelBy: first.cancelBy }
      : {}),
    heldUntil: expiresAt.toISOString(),
  };
}

function quoteFacts(data: Quote, snapshot: HoldSnapshot, ctx: ToolCtx): NewFact[] {
  const { spoken, call } = ctx;
  const price = (name: string, value: Money): NewFact => ({
    kind: "price",
    subject: data.quote,
    name,
    value,
    spoken: spoken.money(value),
  });
  const date = (name: string, value: Quote["arrival"]): NewFact => ({
    kind: "date",
    subject: data.quote,
    name,
    value,
    spoken: spoken.date(value.date, call.today),
  });
  return [
    price("total", data.total),
    price("perNight", data.perNight),
    price("dueNow", data.dueNow),
    price("dueLater", data.dueLater),
    ...snapshot.rooms.flatMap((room) =>
      room.extras.map((extra) => price(extra.code, money(extra.amount, room.currency))),
    ),
    date("arrival", data.arrival),
    date("departure", data.departure),
    {
      kind: "quantity",
      subject: data.quote,
      name: "nights",
      value: data.nights,
      spoken: spoken.nights(data.nights),
    },
    { kind: "availability", subject: data.quote, name: "held", value: true, spoken: data.roomType },
    ...(data.cancelBy
      ? [
          {
            kind: "time" as const,
            subject: data.quote,
            name: "cancelBy",
            value: data.cancelBy,
            spoken: sayInstant(data.cancelBy, call.hotel.timeZone, spoken, call.today),
          },
        ]
      : []),
  ];
}

function sayQuote(data: Quote, ctx: ToolCtx, t: SellingTexts): string {
  const own = speaking(ctx);
  const range = own.dateRange(data.arrival.date, data.departure.date, ctx.call.today);
  const total = own.money(data.total);
  if (data.nights === 1) return t.heldOneNight(data.roomType, range, total);
  return t.held(data.roomType, range, total, own.money(data.perNight));
}
