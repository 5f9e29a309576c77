import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  openWorld,
  seedHotel,
  staff,
  type TestHotel,
  type World,
} from "@/server/features/inventory/testing/hotel";
import { createReservation } from "./create-reservation";
import { listReservations } from "./list-reservations";

describe("finding a reservation by the guest's name", () => {
  let world: World;
  let hotel: TestHotel;
  beforeAll(async () => {
    world = await openWorld();
    hotel = await seedHotel(world);
    for (const guest of [
      { first: "Anna", last: "Lindqvist" },
      { first: "Jan", last: "van der Berg" },
      { last: "Øye" },
    ]) {
      await createReservation.execute(staff(world, hotel), {
        guest,
        roomTypeId: hotel.types.CD ?? "",
        ratePlanId: hotel.flexible,
        arrival: "2026-03-10",
        departure: "2026-03-11",
        adults: 1,
      });
    }
  });
  afterAll(() => world.close());
  const find = async (search: string) =>
    (await listReservations.execute(staff(world, hotel), { search })).rows.map(({ guest }) => guest.last);

  test.each([
    ["lindq", ["Lindqvist"]],
    ["Anna Lind", ["Lindqvist"]],
    ["Lindqvist, Anna", ["Lindqvist"]],
    ["Lindqvist,", ["Lindqvist"]],
    ["van der Berg", ["van der Berg"]],
    ["van der Berg, J", ["van der Berg"]],
    ["oye", ["Øye"]],
    ["Lindqvist, Berit", []],
    ["der Berg", []],
  ])("%s", async (search, found) => {
    expect(await find(search)).toEqual(found);
  });
});
