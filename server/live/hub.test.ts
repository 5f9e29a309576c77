import { describe, expect, test } from "vitest";
import type { Actor } from "@/server/verbs/ctx";
import { LiveHub } from "./hub";
import { parsePayload } from "./notice";
import { openStream, QUEUE } from "./stream";
import { maySee } from "./topics";

const A = "0190a000-0000-7000-8000-00000000000a";
const B = "0190a000-0000-7000-8000-00000000000b";
const person = (
  role: "owner" | "housekeeping",
  hotelIds: string[] = [],
): Extract<Actor, { kind: "user" }> => ({
  kind: "user",
  userId: "u",
  sessionId: "s",
  role,
  hotelIds,
});

/** Reads everything that is queued in a stream right now, as messages. */
async function drain(body: ReadableStream<Uint8Array>, until: (text: string) => boolean): Promise<string> {
  const reader = body.getReader();
  let text = "";
  while (!until(text)) {
    const { done, value } = await reader.read();
    if (done) break;
    text += new TextDecoder().decode(value);
  }
  reader.releaseLock();
  return text;
}
const changes = (text: string) =>
  [...text.matchAll(/^id: (.+)\nevent: change\ndata: (.+)$/gm)].map(([, id, data]) => ({
    id,
    e: JSON.parse(data ?? "").e,
  }));
const upTo = (name: string) => (text: string) => text.includes(`"${name}"`);

describe("the hub", () => {
  test("tells each tenant its own notices only, with growing ids", async () => {
    const hub = new LiveHub();
    const a = openStream(hub, { tenantId: A, person: person("owner"), lastId: null });
    hub.publish(B, [["call.started", { callId: "theirs" }]]);
    hub.publish(A, [["call.started", { callId: "ours" }]]);
    hub.publish(A, [["call.ended", { callId: "ours" }]]);
    const text = await drain(a.body, upTo("call.ended"));
    expect(text).not.toContain("theirs");
    expect(text).toMatch(/^retry: \d+\nid: .+\nevent: ready\n/);
    expect(changes(text).map(({ e }) => e[0][0])).toEqual(["call.started", "call.ended"]);
  });

  test("a browser that comes back gets what it missed, once", async () => {
    const hub = new LiveHub();
    const first = openStream(hub, { tenantId: A, person: person("owner"), lastId: null });
    hub.publish(A, [["call.started", { n: "1" }]]);
    const seen = changes(await drain(first.body, upTo("call.started")));
    first.end("gone");
    hub.publish(A, [["call.answered", { n: "2" }]]);
    hub.publish(B, [["call.answered", { n: "theirs" }]]);
    const again = openStream(hub, { tenantId: A, person: person("owner"), lastId: seen[0]?.id ?? "" });
    hub.publish(A, [["call.ended", { n: "3" }]]);
    const text = await drain(again.body, upTo("call.ended"));
    expect(changes(text).map(({ e }) => e[0][1].n)).toEqual(["2", "3"]);
  });

  test.each([
    ["another process's id", "otherprocess-3"],
    ["an id from the future", "SELF-999"],
    ["nonsense", "💥"],
    ["an id with a huge number", `SELF-${"9".repeat(400)}`],
    ["an id too old to remember", "SELF-1"],
  ])("%s means: read everything again", async (_name, id) => {
    const hub = new LiveHub();
    for (let i = 0; i < 2_100; i++) hub.publish(A, [["call.started", {}]]);
    const stream = openStream(hub, {
      tenantId: A,
      person: person("owner"),
      lastId: id.replace("SELF", hub.name),
    });
    expect(changes(await drain(stream.body, upTo("many.changed")))).toHaveLength(1);
  });

  test("a browser that does not read is dropped; its queue stays bounded; others go on", async () => {
    const hub = new LiveHub();
    const slow = openStream(hub, { tenantId: A, person: person("owner"), lastId: null });
    const ended: string[] = [];
    const other = {
      tenantId: A,
      offered: 0,
      offer: () => Boolean(++other.offered),
      end: (why: string) => ended.push(why),
    };
    hub.subscribe(other);
    for (let i = 0; i < QUEUE * 4; i++) hub.publish(A, [["call.started", { n: String(i) }]]);
    expect(hub.size).toBe(1);
    expect(other.offered).toBe(QUEUE * 4);
    const got = changes(await drain(slow.body, () => false));
    expect(got.length).toBeLessThanOrEqual(QUEUE);
    // It comes back with the last id it read and misses nothing, in one way or the other.
    const again = openStream(hub, { tenantId: A, person: person("owner"), lastId: got.at(-1)?.id ?? "" });
    expect(await drain(again.body, upTo("many.changed"))).toContain("many.changed");
  });

  test("a browser that goes away leaves nothing behind", async () => {
    const hub = new LiveHub();
    const stream = openStream(hub, { tenantId: A, person: person("owner"), lastId: null });
    expect(hub.size).toBe(1);
    await stream.body.cancel();
    expect(hub.size).toBe(0);
    stream.beat();
    stream.end("shutdown");
  });

  test("a signed-out person is told and let go; a changed role reads again", async () => {
    const hub = new LiveHub();
    const stream = openStream(hub, { tenantId: A, person: person("owner"), lastId: null });
    stream.update(person("housekeeping"));
    hub.publish(A, [["call.started", {}]]);
    hub.publish(A, [["room.cleaned", {}]]);
    stream.update(null);
    const text = await drain(stream.body, () => false);
    expect(changes(text).map(({ e }) => e[0][0])).toEqual(["many.changed", "room.cleaned"]);
    expect(text).toContain("event: over");
    expect(hub.size).toBe(0);
  });
});

describe("what a person may see", () => {
  test("goes by role, by hotel, and never to an unknown topic", () => {
    const hotel = { hotelId: A };
    expect(maySee(person("owner"), ["call.started", hotel])).toBe(true);
    expect(maySee(person("housekeeping"), ["call.started", {}])).toBe(false);
    expect(maySee(person("housekeeping", [B]), ["room.cleaned", hotel])).toBe(false);
    expect(maySee(person("housekeeping", [A]), ["room.cleaned", hotel])).toBe(true);
    for (const name of ["", ".", "constructor.x", "__proto__.x", "secret.thing"]) {
      expect(maySee(person("owner"), [name, {}])).toBe(false);
    }
  });
});

describe("a NOTIFY payload", () => {
  test.each(["", "{", "null", "[]", '{"t":"x","e":[]}', `{"t":"${A}","e":[["a",{"b":1}]]}`, `{"t":"${A}"}`])(
    "%s is none of ours",
    (payload) => expect(parsePayload(payload)).toBeNull(),
  );
  test("of ours is read", () =>
    expect(parsePayload(`{"t":"${A}","e":[["call.started",{"callId":"1"}]]}`)).toEqual({
      tenantId: A,
      events: [["call.started", { callId: "1" }]],
    }));
});
