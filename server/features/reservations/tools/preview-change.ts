import {
  type ChosenExtra,
  chooseExtras,
  isRoomType,
  type SearchWorld,
  sayBlocker,
  sellingTexts,
} from "@/server/features/inventory";
import { loadStayPolicies, type StayPolicies } from "@/server/features/rates";
import { normaliseCode } from "@/server/kernel/ids";
import { money } from "@/server/kernel/money";
import type { ToolInput } from "@/server/tools";
import { implementTool, refuse, speaking, type ToolCtx, type ToolRefused } from "@/server/verbs/define-tool";
import { isRefused, type LoadedReservation, stayOf } from "../load-stay";
import { agreedExtras, planChange, type WantedStay, worldFor } from "../plan-change";
import { storePreview } from "../previews";
import { CHANGEABLE, isTooLong, LONGEST_STAY } from "../rules";
import { type StayTexts, stayTexts } from "../say";

type Input = ToolInput<"preview_change">;

export const previewChange = implementTool("preview_change", async (tx, ctx, input) => {
  const t = stayTexts(ctx.call.language);
  const reservation = await stayOf(ctx, input.stay);
  if (isRefused(reservation)) return reservation;
  if (!CHANGEABLE.includes(reservation.status)) {
    return refuse({ code: "not_allowed", ask: t.notChangeable(t.status[reservation.status]) });
  }
  const dates = wantedDates(input, reservation, ctx, t);
  if (isRefused(dates)) return dates;
  const now = ctx.deps.clock.now();
  const policies = await loadStayPolicies(tx, ctx.hotelId, ctx.call.today);
  const world = await worldFor(tx, ctx.call.hotel, reservation, dates, policies, now);
  const roomTypeId = wantedType(input, reservation, world, t);
  if (typeof roomTypeId !== "string") return roomTypeId;
  const extras = await wantedExtras(input, reservation, dates, ctx, world, policies, now, t);
  if ("ok" in extras) return extras;
  const planned = planChange(world, reservation, { ...dates, roomTypeId }, extras);
  if ("blockers" in planned) {
    const texts = sellingTexts(ctx.call.language);
    const why = sayBlocker(planned.blockers[0] ?? null, texts, speaking(ctx), ctx.call.today);
    return refuse({ code: "unavailable", ask: `${why} ${t.nothingToChange}` });
  }
  const status = t.status[reservation.status];
  const { data, facts } = await storePreview(
    ctx,
    reservation,
    {
      kind: "change",
      ...planned,
      statusBefore: status,
      statusAfter: status,
      newTotal: planned.snapshot.total,
    },
    policies,
  );
  return {
    ok: true,
    data,
    facts,
    say: sayChange(data.difference.amount, planned.snapshot, ctx, t),
    next: ["commit_change"],
  };
});

function wantedDates(
  input: Input,
  stay: LoadedReservation,
  ctx: ToolCtx,
  t: StayTexts,
): Omit<WantedStay, "roomTypeId"> | ToolRefused {
  const set = input.set ?? {};
  const asked = Object.keys(set).length + (input.addExtras?.length ?? 0) + (input.removeExtras?.length ?? 0);
  if (asked === 0) return refuse({ code: "missing", field: "set", ask: t.nothingToChange });
  const arrival = set.checkIn ?? stay.arrival;
  const departure = set.checkOut ?? stay.departure;
  if (stay.status === "checked_in" && arrival !== stay.arrival) {
    return refuse({
      code: "not_allowed",
      field: "set.checkIn",
      policy: "arrival_departure",
      ask: t.inHouseArrival,
    });
  }
  if (arrival !== stay.arrival && arrival < ctx.call.today)
    return refuse({ code: "ambiguous", field: "set.checkIn", ask: t.past });
  if (departure <= arrival)
    return refuse({ code: "ambiguous", field: "set.checkOut", ask: t.departureFirst });
  if (isTooLong({ arrival, departure })) {
    return refuse({
      code: "not_allowed",
      field: "set.checkOut",
      policy: "stay_limits.maxNights",
      ask: sellingTexts(ctx.call.language).tooLong(speaking(ctx).nights(LONGEST_STAY)),
    });
  }
  if (departure !== stay.departure && departure < ctx.call.today) {
    return refuse({ code: "ambiguous", field: "set.checkOut", ask: t.past });
  }
  return {
    arrival,
    departure,
    adults: set.adults ?? stay.adults,
    childAges: set.childAges ?? stay.childAges,
  };
}

function wantedType(
  input: Input,
  stay: LoadedReservation,
  world: SearchWorld,
  t: StayTexts,
): string | ToolRefused {
  const said = input.set?.roomType;
  if (said === undefined) return stay.roomTypeId;
  const found = world.catalogue.types.filter((type) => isRoomType(type, said));
  const [only] = found;
  if (only && found.length === 1) return only.id;
  const options = (found.length > 0 ? found : world.catalogue.types).slice(0, 3);
  return refuse({
    code: found.length > 1 ? "ambiguous" : "not_found",
    field: "set.roomType",
    ask: t.typeUnknown,
    options: options.map((type) => ({
      say: type.spokenName,
      args: { ...input, set: { ...input.set, roomType: type.code } },
    })),
    tried: said,
  });
}

async function wantedExtras(
  input: Input,
  stay: LoadedReservation,
  dates: Pick<WantedStay, "arrival" | "departure">,
  ctx: ToolCtx,
  world: SearchWorld,
  policies: StayPolicies,
  now: Date,
  t: StayTexts,
): Promise<ChosenExtra[] | ToolRefused> {
  const named = (extra: ChosenExtra["extra"], said: string) =>
    [extra.code, extra.name, extra.spokenName].some((name) => normaliseCode(name) === normaliseCode(said));
  const removed = input.removeExtras ?? [];
  const agreed = agreedExtras(stay.snapshot);
  if (removed.some((said) => !agreed.some(({ extra }) => named(extra, said)))) {
    return refuse({ code: "not_found", field: "removeExtras", ask: t.removeUnknown });
  }
  const kept = agreed.filter(({ extra }) => !removed.some((said) => named(extra, said)));
  const known = {
    extras: world.catalogue.extras,
    checkInTime: policies.checkInTime,
    timeZone: ctx.call.hotel.timeZone,
    now,
  };
  const span = { hotelId: ctx.hotelId, ...dates };
  const texts = sellingTexts(ctx.call.language);
  const added = await chooseExtras(ctx.tx, input.addExtras ?? [], span, known, texts, speaking(ctx).number);
  return "ok" in added ? added : [...kept, ...added];
}

function sayChange(
  difference: number,
  snapshot: LoadedReservation["snapshot"],
  ctx: ToolCtx,
  t: StayTexts,
): string {
  const spoken = speaking(ctx);
  const what = t.changeTo(
    snapshot.roomType.name,
    spoken.dateRange(snapshot.arrival, snapshot.departure, ctx.call.today),
    spoken.party(snapshot.adults, snapshot.childAges.length),
  );
  const say = (amount: number) => spoken.money(money(amount, snapshot.currency));
  if (difference === 0) return t.changeSame(what, say(snapshot.total));
  return difference > 0
    ? t.changeMore(what, say(difference), say(snapshot.total))
    : t.changeLess(what, say(-difference), say(snapshot.total));
}
