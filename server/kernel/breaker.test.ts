import { describe, expect, test } from "vitest";
import { Breaker, type BreakerState, Breakers } from "./breaker";

function at(limits = { failures: 3, windowMs: 10_000 }) {
  const clock = { now: 0 };
  const seen: BreakerState[] = [];
  const breaker = new Breaker(
    limits,
    () => clock.now,
    (state) => seen.push(state),
  );
  return { clock, breaker, seen };
}
const fail = (breaker: Breaker, times: number) => {
  for (let n = 0; n < times; n++) breaker.insist().failed();
};
const may = (breaker: Breaker) => breaker.allow() !== undefined;

describe("a circuit breaker", () => {
  test("opens at the third failure within the window, not before", () => {
    const { breaker, seen } = at();
    fail(breaker, 2);
    expect([breaker.state, may(breaker)]).toEqual(["closed", true]);
    fail(breaker, 1);
    expect([breaker.state, may(breaker), seen]).toEqual(["open", false, ["open"]]);
  });

  test("failures further apart than the window do not add up", () => {
    const { breaker, clock } = at();
    for (let n = 0; n < 6; n++) {
      breaker.insist().failed();
      clock.now += 5_001;
    }
    expect(breaker.state).toBe("closed");
  });

  test("a success between failures starts the count anew", () => {
    const { breaker } = at();
    fail(breaker, 2);
    breaker.insist().succeeded();
    fail(breaker, 2);
    expect(breaker.state).toBe("closed");
  });

  test("half open, one probe goes through and closes it", () => {
    const { breaker, clock, seen } = at();
    fail(breaker, 3);
    clock.now = 10_000;
    const probe = breaker.allow();
    expect([breaker.state, probe !== undefined, may(breaker)]).toEqual(["half_open", true, false]);
    probe?.succeeded();
    expect([breaker.state, may(breaker), seen]).toEqual(["closed", true, ["open", "closed"]]);
  });

  test("a failed probe opens it for another window", () => {
    const { breaker, clock } = at();
    fail(breaker, 3);
    clock.now = 10_000;
    breaker.allow()?.failed();
    clock.now = 19_999;
    expect(may(breaker)).toBe(false);
    clock.now = 20_000;
    expect(may(breaker)).toBe(true);
  });

  test("a probe that never reports does not lock the breaker", () => {
    const { breaker, clock } = at();
    fail(breaker, 3);
    clock.now = 10_000;
    breaker.allow();
    clock.now = 20_000;
    expect(may(breaker)).toBe(true);
  });

  test("a probe that is given up makes room for the next; where nothing was wrong that changes nothing", () => {
    const { breaker, clock, seen } = at();
    breaker.allow()?.released();
    expect([breaker.state, may(breaker)]).toEqual(["closed", true]);
    fail(breaker, 3);
    breaker.insist().released();
    expect([breaker.state, may(breaker)]).toEqual(["open", false]);
    clock.now = 10_000;
    breaker.allow()?.released();
    expect([may(breaker), may(breaker), seen]).toEqual([true, false, ["open"]]);
  });

  test("while a probe is out, what becomes of any other request neither frees nor settles it", () => {
    const { breaker, clock, seen } = at();
    const before = breaker.allow();
    fail(breaker, 3);
    clock.now = 10_000;
    const probe = breaker.allow();
    for (const other of [before, breaker.insist()]) {
      other?.released();
      other?.failed();
      other?.succeeded();
    }
    expect([breaker.state, may(breaker), seen]).toEqual(["half_open", false, ["open"]]);
    probe?.succeeded();
    expect([breaker.state, seen]).toEqual(["closed", ["open", "closed"]]);
    before?.failed();
    expect(breaker.state).toBe("closed");
  });

  test("a probe that is lost and then told of says nothing about the one that took its place", () => {
    const { breaker, clock } = at();
    fail(breaker, 3);
    clock.now = 10_000;
    const lost = breaker.allow();
    clock.now = 20_000;
    const probe = breaker.allow();
    lost?.released();
    lost?.succeeded();
    expect([breaker.state, may(breaker)]).toEqual(["half_open", false]);
    probe?.failed();
    expect(breaker.state).toBe("open");
  });

  test("what another process saw opens it", () => {
    const { breaker } = at();
    breaker.trip();
    expect(may(breaker)).toBe(false);
  });

  test("what another process saw work closes it, and is passed on no further", () => {
    const { breaker, seen } = at();
    fail(breaker, 3);
    breaker.restore();
    expect([breaker.state, may(breaker), seen]).toEqual(["closed", true, ["open"]]);
    fail(breaker, 2);
    expect(breaker.state).toBe("closed");
  });
});

describe("breakers by key", () => {
  test("are one a key, and bounded", () => {
    const breakers = new Breakers(
      () => 0,
      () => {},
      2,
    );
    fail(breakers.of("a"), 5);
    expect(breakers.of("a").state).toBe("open");
    expect(breakers.of("b").state).toBe("closed");
    breakers.of("c");
    expect(breakers.of("a").state).toBe("closed");
  });
});
