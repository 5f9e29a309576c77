import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type House, openHouse } from "@/server/auth/testing/house";
import type { Composition } from "@/server/composition";
import { silentLogger } from "@/server/kernel/logger";
import { isShuttingDown, shutDown } from "@/server/live";
import { notifyLive } from "@/server/verbs/record";
import { GET as liveRoute } from "./live/route";
import { GET as trpcGet, POST as trpcPost } from "./trpc/[trpc]/route";

const secret = "s".repeat(32);
let house: House;
let ours: Awaited<ReturnType<House["organisation"]>>;
let theirs: typeof ours;
let cookie: string;
beforeAll(async () => {
  house = await openHouse();
  [ours, theirs] = [await house.organisation("harbour"), await house.organisation("elsewhere")];
  const ctx = await house.signedIn(await house.person(ours.tenantId, "manager"), ours.tenantId, "manager");
  if (ctx.actor.kind !== "user") throw new Error("no user");
  cookie = `voicehive-session=${await encode({ token: { sid: ctx.actor.sessionId }, secret })}`;
  // What `composition()` would build from the environment.
  const composition = {
    env: { DATABASE_URL: house.database.appUrl, DATABASE_DIRECT_URL: house.database.directUrl },
    deps: house.deps,
    auth: { appUrl: "http://localhost:3000", secret },
    log: silentLogger,
  };
  (globalThis as Record<symbol, unknown>)[Symbol.for("voicehive.composition")] =
    composition as unknown as Composition;
});
afterAll(() => house.close());

const request = (path: string, init: RequestInit = {}) =>
  new Request(`http://localhost:3000${path}`, {
    ...init,
    headers: { cookie, host: "localhost:3000", ...init.headers },
  });

describe("the tRPC route", () => {
  test("takes the hotel from x-hotel, for the person in the cookie", async () => {
    const get = (hotel: string, headers = {}) =>
      trpcGet(request("/api/trpc/organisations.getHotel", { headers: { "x-hotel": hotel, ...headers } }));
    const reply = await (await get("harbour")).json();
    expect(reply.result.data.json).toMatchObject({ id: ours.hotelId, slug: "harbour" });
    expect((await get("elsewhere")).status).toBe(404);
    expect((await get("harbour", { cookie: "" })).status).toBe(401);
    expect((await get("harbour", { cookie: `${cookie}x` })).status).toBe(401);
  });

  test("refuses what another site started", async () => {
    const post = (origin: string) =>
      trpcPost(
        request("/api/trpc/account.changeName", {
          method: "POST",
          headers: { origin, "content-type": "application/json" },
          body: JSON.stringify({ json: { name: "Taken" } }),
        }),
      );
    expect((await post("https://evil.example")).status).toBe(403);
    expect((await post("null")).status).toBe(403);
    expect((await post("http://localhost:3000")).status).toBe(200);
  });
});

describe("the live route", () => {
  test("streams this hotel's changes, and ends at shutdown", async () => {
    const response = await liveRoute(request("/api/live?hotel=harbour"));
    expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
    const reader = response.body?.getReader();
    if (!reader) throw new Error("no body");
    let text = "";
    const readTo = async (wanted: string) => {
      while (!text.includes(wanted)) {
        const { done, value } = await reader.read();
        if (done) return;
        text += new TextDecoder().decode(value);
      }
    };
    await readTo("event: ready");
    for (const tenantId of [theirs.tenantId, ours.tenantId]) {
      await house.deps.db.transaction(tenantId, (tx) =>
        notifyLive(tx, tenantId, [{ name: "call.started", data: { callId: tenantId } }]),
      );
    }
    await readTo(ours.tenantId);
    expect(text).not.toContain(theirs.tenantId);
    expect(isShuttingDown()).toBe(false);
    expect(await shutDown(2_000)).toEqual([]);
    await readTo("never");
    expect((await reader.read()).done).toBe(true);
    expect((await liveRoute(request("/api/live?hotel=harbour"))).status).toBe(503);
  });

  test("is closed to the signed out and to other people's hotels", async () => {
    expect((await liveRoute(request("/api/live?hotel=elsewhere"))).status).toBe(404);
    expect((await liveRoute(request("/api/live?hotel=harbour", { headers: { cookie: "" } }))).status).toBe(
      401,
    );
  });
});
