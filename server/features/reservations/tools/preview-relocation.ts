import { type SearchWorld, splitParty } from "@/server/features/inventory";
import { loadStayPolicies, type RoomTypeRow } from "@/server/features/rates";
import { nightsOf } from "@/server/kernel/dates";
import { implementTool, refuse } from "@/server/verbs/define-tool";
import { isRefused, type LoadedReservation, stayOf } from "../load-stay";
import { worldFor } from "../plan-change";
import { storePreview } from "../previews";
import { hasNoRoom } from "../room-state";
import { stayTexts } from "../say";

export const previewRelocation = implementTool("preview_relocation", async (tx, ctx, { stay }) => {
  const t = stayTexts(ctx.call.language);
  const reservation = await stayOf(ctx, stay);
  if (isRefused(reservation)) return reservation;
  if (!(await hasNoRoom(tx, reservation, ctx.call.today)))
    return refuse({ code: "not_allowed", policy: "no_room", ask: t.hasRoom });
  const policies = await loadStayPolicies(tx, ctx.hotelId, ctx.call.today);
  const world = await worldFor(tx, ctx.call.hotel, reservation, reservation, policies, ctx.deps.clock.now());
  const type = sameOrBetter(world, reservation);
  if (!type) {
    return refuse({
      code: "unavailable",
      policy: "no_room.partnerHotels",
      ask: t.relocateElsewhere,
      options: policies.partnerHotels
        .slice(0, 3)
        .map((hotel) => ({ say: t.partner(hotel.name), args: { partner: hotel.name } })),
    });
  }
  // The guest pays what was agreed, whatever the other room costs.
  const snapshot = {
    ...reservation.snapshot,
    roomType: { code: type.code, name: type.spokenName },
    guaranteed: [...type.attributes],
  };
  const { data, facts } = await storePreview(
    ctx,
    reservation,
    {
      kind: "relocation",
      roomTypeId: type.id,
      snapshot,
      statusBefore: t.status.confirmed,
      statusAfter: t.status.confirmed,
      newTotal: snapshot.total,
    },
    policies,
  );
  return { ok: true, data, facts, say: t.relocate(type.spokenName), next: ["commit_change"] };
});

/** The cheapest other type that is free on every night, takes the people and costs at least as much. */
function sameOrBetter(world: SearchWorld, reservation: LoadedReservation): RoomTypeRow | undefined {
  const dates = nightsOf(reservation.arrival, reservation.departure);
  const price = (typeId: string): number | undefined => {
    const rates = world.nights.rates.get(`${typeId}/${reservation.ratePlanId}`);
    const prices = dates.map((date) => rates?.get(date)?.price);
    return prices.some((one) => one === undefined)
      ? undefined
      : prices.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  };
  const agreed = reservation.snapshot.nights.reduce((sum, night) => sum + night.price, 0);
  return world.catalogue.types
    .filter((type) => type.id !== reservation.roomTypeId && splitParty(reservation, 1, type) !== null)
    .filter((type) => dates.every((date) => (world.nights.free.get(type.id)?.get(date) ?? 0) > 0))
    .flatMap((type) => {
      const total = price(type.id);
      return total !== undefined && total >= agreed ? [{ type, total }] : [];
    })
    .sort((a, b) => a.total - b.total)[0]?.type;
}
