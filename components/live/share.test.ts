import { expect, test } from "vitest";
import type { LiveEvent, LiveState } from "./connection";
import { shareLive, type Tabs } from "./share";

/** The browser's platform in small: locks granted in order, messages to all other tabs at once. */
function browser() {
  const queue: (() => Promise<void>)[] = [];
  let busy = false;
  const next = async () => {
    const run = busy ? undefined : queue.shift();
    if (!run) return;
    busy = true;
    await run();
    busy = false;
    void next();
  };
  const locks = {
    request: (_name: string, { signal }: { signal: AbortSignal }, run: () => Promise<void>) =>
      new Promise<void>((resolve, reject) => {
        const turn = () => (signal.aborted ? Promise.resolve() : run().then(resolve, reject));
        signal.addEventListener("abort", () => {
          if (queue.includes(turn)) reject(new DOMException("left", "AbortError"));
        });
        queue.push(turn);
        void next();
      }),
  };
  const open = new Set<{ onmessage: ((message: { data: unknown }) => void) | null }>();
  const channel = () => {
    const mine = {
      onmessage: null as ((message: { data: unknown }) => void) | null,
      postMessage(data: unknown) {
        for (const other of [...open]) if (other !== mine) other.onmessage?.({ data: structuredClone(data) });
      },
      close: () => void open.delete(mine),
    };
    open.add(mine);
    return mine;
  };
  return { locks, channel } as unknown as Tabs;
}

class Source extends EventTarget {
  static all: Source[] = [];
  readyState = 1;
  closed = false;
  constructor(readonly url: string) {
    super();
    Source.all.push(this);
  }
  close() {
    this.closed = true;
  }
  say(type: string, data: unknown = {}, lastEventId = "") {
    this.dispatchEvent(Object.assign(new Event(type), { data: JSON.stringify(data), lastEventId }));
  }
}
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function tab(tabs: Tabs) {
  const seen = { events: [] as string[], states: [] as LiveState[], over: 0 };
  const end = shareLive(
    {
      url: "/api/live",
      onEvents: (events: readonly LiveEvent[]) => seen.events.push(...events.map(([name]) => name)),
      onState: (state) => seen.states.push(state),
      onOver: () => {
        seen.over++;
      },
      open: (url) => new Source(url) as unknown as EventSource,
    },
    tabs,
  );
  return { ...seen, seen, end };
}
const change = (source: Source | undefined, name: string, id: string) =>
  source?.say("change", { e: [[name, {}]] }, id);

test("tabs share one stream; when its tab goes, another goes on where it was", async () => {
  Source.all = [];
  const tabs = browser();
  const [one, two, three] = [tab(tabs), tab(tabs), tab(tabs)];
  await settle();
  expect(Source.all).toHaveLength(1);
  Source.all[0]?.say("ready", {}, "p-0");
  change(Source.all[0], "call.started", "p-1");
  for (const each of [one, two, three]) expect(each.seen.events).toEqual(["call.started"]);
  expect(three.seen.states.at(-1)).toEqual({ status: "live", pausedAt: null });

  one.end();
  await settle();
  await settle();
  expect(Source.all[0]?.closed).toBe(true);
  expect(Source.all[1]?.url).toBe("/api/live?last=p-1");
  change(Source.all[1], "call.ended", "p-2");
  expect(two.seen.events).toEqual(["call.started", "call.ended"]);
  expect(three.seen.events).toEqual(["call.started", "call.ended"]);
  expect(one.seen.events).toEqual(["call.started"]);
  two.end();
  three.end();
});

test("a tab opened later learns the state at once; the end of the session reaches all; waiting tabs leave quietly", async () => {
  Source.all = [];
  const tabs = browser();
  const one = tab(tabs);
  await settle();
  Source.all[0]?.say("ready", {}, "p-0");
  const two = tab(tabs);
  expect(two.seen.states.at(-1)?.status).toBe("live");
  Source.all[0]?.say("over");
  expect([one.seen.over, two.seen.over]).toEqual([1, 1]);
  two.end();
  await settle();
  one.end();
  await settle();
  expect(Source.all).toHaveLength(1);
});

test("without locks each tab reads for itself", () => {
  Source.all = [];
  const end = shareLive(
    {
      url: "/api/live",
      onEvents() {},
      onState() {},
      onOver() {},
      open: (url) => new Source(url) as unknown as EventSource,
    },
    null,
  );
  expect(Source.all).toHaveLength(1);
  end();
});
