import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { connectLive, type LiveEvent, type LiveState } from "./connection";
import { routerOfKey, routersOf } from "./topics";

/** Stands in for the browser's EventSource, which Node lacks: the platform, not a module of ours. */
class Source extends EventTarget {
  readyState = 0;
  closed = false;
  constructor(readonly url: string) {
    super();
  }
  close() {
    this.closed = true;
  }
  say(type: string, data: unknown = {}, lastEventId = "") {
    this.dispatchEvent(
      Object.assign(new Event(type), {
        data: typeof data === "string" ? data : JSON.stringify(data),
        lastEventId,
      }),
    );
  }
  fail(readyState: number) {
    this.readyState = readyState;
    this.dispatchEvent(new Event("error"));
  }
}

const start = () => {
  const sources: Source[] = [];
  const events: LiveEvent[] = [];
  const states: LiveState[] = [];
  const over = vi.fn();
  const end = connectLive({
    url: "/api/live?hotel=harbour",
    onEvents: (some) => events.push(...some),
    onState: (state) => states.push(state),
    onOver: over,
    open: (url) => {
      const source = new Source(url);
      sources.push(source);
      return source as unknown as EventSource;
    },
  });
  return { sources, events, states, over, end, now: () => sources.at(-1) as Source };
};

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-03-04T13:42:00Z") }));
afterEach(() => void vi.useRealTimers());

describe("the tab's stream", () => {
  test("says when it is live, and since when it is not", () => {
    const tab = start();
    tab.now().say("ready", {}, "p-1");
    tab.now().fail(0);
    vi.advanceTimersByTime(60_000);
    tab.now().fail(0);
    expect(tab.states.map(({ status }) => status)).toEqual(["connecting", "live", "paused", "paused"]);
    expect(tab.states.at(-1)?.pausedAt).toEqual(new Date("2026-03-04T13:42:00Z"));
    tab.now().say("ready", {}, "p-1");
    expect(tab.states.at(-1)).toEqual({ status: "live", pausedAt: null });
  });

  test("a refused stream is asked for again, later each time, from the last id", () => {
    const tab = start();
    tab.now().say("ready", {}, "p-1");
    tab.now().say("change", { e: [["call.started", { callId: "1" }]] }, "p-7");
    tab.now().fail(2);
    vi.advanceTimersByTime(999);
    expect(tab.sources).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(tab.now().url).toBe("/api/live?hotel=harbour&last=p-7");
    tab.now().fail(2);
    vi.advanceTimersByTime(1_999);
    expect(tab.sources).toHaveLength(2);
    for (let i = 0; i < 20; i++) {
      vi.advanceTimersByTime(30_000);
      tab.now().fail(2);
    }
    expect(tab.sources.length).toBeGreaterThan(15);
  });

  test("broken messages are passed over", () => {
    const tab = start();
    for (const data of ["", "{", "null", "[]", '{"e":1}']) tab.now().say("change", data);
    tab.now().say("change", { e: [["call.ended", {}]] });
    expect(tab.events).toEqual([["call.ended", {}]]);
  });

  test("the end of the session ends it for good; so does leaving", () => {
    const tab = start();
    tab.now().say("over");
    expect(tab.over).toHaveBeenCalledOnce();
    expect(tab.now().closed).toBe(true);
    const other = start();
    other.now().fail(2);
    other.end();
    vi.advanceTimersByTime(60_000);
    expect(other.sources).toHaveLength(1);
  });
});

describe("which queries to read again", () => {
  test("by topic; an unknown one names its router; many means all", () => {
    expect(routersOf(["call.started", "call.ended"])).toEqual(new Set(["calls", "overview"]));
    expect(routersOf(["surveys.sent"])).toEqual(new Set(["surveys"]));
    expect(routersOf(["constructor.x"])).toEqual(new Set(["constructor"]));
    expect(routersOf(["call.started", "many.changed"])).toBeNull();
    expect(routerOfKey([["calls", "list"], { type: "query" }])).toBe("calls");
    expect(routerOfKey(["else"])).toBeUndefined();
  });
});
