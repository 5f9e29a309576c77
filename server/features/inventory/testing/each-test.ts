import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { wrongCounters } from "./counters";
import { NOW, openWorld, seedHotel, type TestHotel, type World } from "./hotel";

/**
 * One world for a test file, and for each of its tests the same moment and a hotel of its own, told to `found`. Whatever
 * the tests did, the counted nights are right at the end.
 */
export function hotelEachTest(found: (given: { world: World; hotel: TestHotel }) => void): void {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(async () => {
    expect(await wrongCounters(world)).toEqual([]);
    await world.close();
  });
  beforeEach(async () => {
    world.clock.set(NOW);
    found({ world, hotel: await seedHotel(world) });
  });
}
