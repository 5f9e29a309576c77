import { afterEach, describe, expect, test, vi } from "vitest";
import { toolLimits, vendorLimits } from "@/server/kernel/breaker";
import { sharedBreakers } from ".";
import type { BreakerBoard, BreakerNotice } from "./port";

/** What processes rely on, whatever carries the notices. `make` gives boards of one place; the window is a minute. */
export function breakerBoardContract(name: string, make: () => Promise<BreakerBoard>): void {
  describe(`${name} carries what breakers saw`, () => {
    const boards: BreakerBoard[] = [];
    const board = async () => {
      const made = await make();
      boards.push(made);
      return made;
    };
    afterEach(async () => {
      for (const made of boards.splice(0)) await made.close();
    });
    const listener = (on: BreakerBoard) => {
      const heard: BreakerNotice[] = [];
      const stop = on.listen((notice) => heard.push(notice));
      return { heard, stop };
    };
    const key = () => `tts:x:${Math.random().toString(36).slice(2)}`;
    const about = (heard: readonly BreakerNotice[], what: string) =>
      heard.filter((notice) => notice.key === what).map(({ state }) => state);

    test("others hear it in order; who says it does not", async () => {
      const [a, b] = [await board(), await board()];
      const [atA, atB] = [listener(a), listener(b)];
      const mine = key();
      a.announce({ key: mine, state: "open" });
      a.announce({ key: mine, state: "closed" });
      await vi.waitFor(() => expect(about(atB.heard, mine)).toEqual(["open", "closed"]));
      expect(about(atA.heard, mine)).toEqual([]);
    });

    test("who comes later hears what is open, and not what closed meanwhile", async () => {
      const a = await board();
      const [open, closed] = [key(), key()];
      const seen = listener(await board());
      a.announce({ key: closed, state: "open" });
      a.announce({ key: closed, state: "closed" });
      a.announce({ key: open, state: "open" });
      await vi.waitFor(() => expect(about(seen.heard, open)).toEqual(["open"]));
      const late = listener(await board());
      await vi.waitFor(() => expect(about(late.heard, open)).toEqual(["open"]));
      expect(about(late.heard, closed)).toEqual([]);
    });

    test("after stop and after close nothing is heard, and speaking harms nobody", async () => {
      const [a, b, witness] = [await board(), await board(), await board()];
      const stopped = listener(b);
      const seen = listener(witness);
      stopped.stop();
      const mine = key();
      a.announce({ key: mine, state: "open" });
      await vi.waitFor(() => expect(about(seen.heard, mine)).toEqual(["open"]));
      expect(stopped.heard.filter((notice) => notice.key === mine)).toEqual([]);
      await a.close();
      await a.close();
      a.announce({ key: mine, state: "closed" });
    });

    test("each change is told here too, whoever saw its cause; hotels' tools have their own limits everywhere", async () => {
      const clock = { now: 0 };
      const seen: string[] = [];
      const one = sharedBreakers(await board(), () => clock.now);
      const two = sharedBreakers(
        await board(),
        () => clock.now,
        (of, state) => seen.push(`${of} ${state}`),
      );
      const mine = `line:tools:${key()}`;
      for (let n = 0; n < toolLimits.failures; n++) one.of(mine).insist().failed();
      await vi.waitFor(() => expect(seen).toContain(`${mine} open`));
      clock.now = toolLimits.windowMs;
      expect(two.of(mine).allow()).toBeDefined();
      one.of(mine).insist().succeeded();
      await vi.waitFor(() => expect(seen).toContain(`${mine} closed`));
    });

    test("a vendor that failed five times in one process is left alone in another, until a probe goes through", async () => {
      const clock = { now: 0 };
      const [one, two] = [
        sharedBreakers(await board(), () => clock.now),
        sharedBreakers(await board(), () => clock.now),
      ];
      const mine = key();
      for (let n = 0; n < vendorLimits.failures; n++) one.of(mine).insist().failed();
      await vi.waitFor(() => expect(two.of(mine).allow()).toBeUndefined());
      clock.now = vendorLimits.windowMs;
      two.of(mine).allow()?.succeeded();
      await vi.waitFor(() => expect(one.of(mine).state).toBe("closed"));
    });

    test("only who was let through as the probe settles it, for every process", async () => {
      const clock = { now: 0 };
      const told: string[] = [];
      const one = sharedBreakers(await board(), () => clock.now);
      const [mine, last] = [key(), key()];
      const names = new Map([
        [mine, "mine"],
        [last, "last"],
      ]);
      // What other tests left open is told to it as well.
      (await board()).listen((notice) => {
        const name = names.get(notice.key);
        if (name) told.push(`${name} ${notice.state}`);
      });
      const before = one.of(mine).allow();
      for (let n = 0; n < vendorLimits.failures; n++) one.of(mine).insist().failed();
      await vi.waitFor(() => expect(told).toEqual(["mine open"]));
      clock.now = vendorLimits.windowMs;
      const probe = one.of(mine).allow();
      for (const other of [before, one.of(mine).insist()]) {
        other?.released();
        other?.failed();
        other?.succeeded();
      }
      expect([one.of(mine).state, one.of(mine).allow()]).toEqual(["half_open", undefined]);
      probe?.succeeded();
      // Announced in order: whatever the others had announced would be there before it.
      for (let n = 0; n < vendorLimits.failures; n++) one.of(last).insist().failed();
      await vi.waitFor(() => expect(told).toContain("last open"));
      expect(told).toEqual(["mine open", "mine closed", "last open"]);
    });
  });
}
