import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silentLogger } from "@/server/kernel/logger";
import { ctxFor, identityOf } from "./context";
import { sessionCookie } from "./cookie";
import { authOptions } from "./options";
import { type House, openHouse, PASSWORD } from "./testing/house";

const config = { appUrl: "http://localhost:3000", secret: "s".repeat(32) };
const { name } = sessionCookie(config.appUrl);
let house: House;
let hotel: Awaited<ReturnType<House["organisation"]>>;
beforeAll(async () => {
  process.env.NEXTAUTH_URL = config.appUrl;
  house = await openHouse();
  hotel = await house.organisation("harbour");
});
afterAll(() => house.close());

/** A browser: keeps cookies, speaks to next-auth's own core. */
function browser() {
  const jar: Record<string, string> = {};
  const header = () =>
    Object.entries(jar)
      .map(([key, value]) => `${key}=${value}`)
      .join("; ");
  async function ask(path: string, body?: Record<string, unknown>) {
    const reply = { status: 200, body: undefined as unknown, headers: new Map<string, string | string[]>() };
    const keep = (value: unknown) => {
      reply.body = value;
    };
    const response = {
      status: (code: number) => {
        reply.status = code;
        return response;
      },
      getHeader: (key: string) => reply.headers.get(key.toLowerCase()),
      setHeader: (key: string, value: string | string[]) => {
        reply.headers.set(key.toLowerCase(), value);
        return response;
      },
      json: keep,
      send: keep,
      end: () => undefined,
    };
    const request = {
      method: body ? "POST" : "GET",
      query: { nextauth: path.split("/") },
      body,
      cookies: { ...jar },
      headers: { cookie: header(), "x-forwarded-for": "203.0.113.5", "user-agent": "Firefox" },
    };
    await NextAuth(
      request as unknown as NextApiRequest,
      response as unknown as NextApiResponse,
      authOptions(house.deps, config),
    );
    for (const cookie of [reply.headers.get("set-cookie") ?? []].flat()) {
      const [pair = ""] = cookie.split(";");
      const at = pair.indexOf("=");
      const value = decodeURIComponent(pair.slice(at + 1));
      if (value === "") delete jar[pair.slice(0, at)];
      else jar[pair.slice(0, at)] = value;
    }
    return { ...reply, url: (reply.body as { url?: string } | undefined)?.url ?? "" };
  }
  const csrf = async () => ((await ask("csrf")).body as { csrfToken: string }).csrfToken;
  return {
    jar,
    header,
    ask,
    signIn: async (email: string, password: string) =>
      ask("callback/credentials", { email, password, csrfToken: await csrf(), json: "true" }),
    update: async () => ask("session", { csrfToken: await csrf(), data: {} }),
    signOut: async () => ask("signout", { csrfToken: await csrf(), json: "true" }),
    who: () => identityOf(house.deps, config, header()),
  };
}

describe("next-auth with our sessions", () => {
  test("signs in, rotates, signs out; each cookie is worth what its session is", async () => {
    const person = await house.person(hotel.tenantId, "manager");
    const tab = browser();
    expect(await tab.who()).toBeNull();
    await tab.signIn(person.email, PASSWORD);
    expect((await tab.who())?.userId).toBe(person.userId);
    const first = tab.jar[name] ?? "";
    await tab.update();
    const second = tab.jar[name] ?? "";
    expect((await tab.who())?.userId).toBe(person.userId);
    expect(await identityOf(house.deps, config, `${name}=${first}`)).toBeNull();
    await tab.signOut();
    expect(await tab.who()).toBeNull();
    expect(await identityOf(house.deps, config, `${name}=${second}`)).toBeNull();
  });

  test("a wrong password sets no session and names the reason in a code", async () => {
    const person = await house.person(hotel.tenantId, "manager");
    const tab = browser();
    const reply = await tab.signIn(person.email, "wrong password");
    expect(reply.status).toBe(401);
    expect(reply.url).toContain("error=wrong");
    expect(tab.jar[name]).toBeUndefined();
    for (let i = 0; i < 4; i++) await tab.signIn(person.email, "wrong password");
    expect(decodeURIComponent((await tab.signIn(person.email, PASSWORD)).url)).toContain("error=locked:1");
  });

  test("a post without the CSRF token signs nobody in", async () => {
    const person = await house.person(hotel.tenantId, "manager");
    const tab = browser();
    await tab.ask("callback/credentials", { email: person.email, password: PASSWORD, json: "true" });
    expect(await tab.who()).toBeNull();
  });

  test("signing in over an open session ends that one", async () => {
    const [one, two] = [
      await house.person(hotel.tenantId, "manager"),
      await house.person(hotel.tenantId, "support"),
    ];
    const tab = browser();
    await tab.signIn(one.email, PASSWORD);
    const before = tab.header();
    await tab.signIn(two.email, PASSWORD);
    expect((await tab.who())?.userId).toBe(two.userId);
    expect(await identityOf(house.deps, config, before)).toBeNull();
  });

  test("a revoked session's cookie is cleared at its next use", async () => {
    const person = await house.person(hotel.tenantId, "manager");
    const tab = browser();
    await tab.signIn(person.email, PASSWORD);
    await house.deps.system.client.authSession.updateMany({
      where: { userId: person.userId },
      data: { revokedAt: house.clock.now() },
    });
    house.clock.advance(5_000);
    await tab.ask("session");
    expect(tab.jar[name]).toBeUndefined();
  });
});

describe("the context of a request", () => {
  const asking = { origin: { address: "", userAgent: "" }, requestId: "request-1", log: silentLogger };
  const identity = async (userId: string) => {
    const { openSession, readIdentity } = await import("./sessions");
    const found = await readIdentity(house.deps, await openSession(house.deps, userId, asking.origin));
    if (!found) throw new Error("no identity");
    return found;
  };

  test("takes tenant, hotel and role from the membership", async () => {
    const person = await house.person(hotel.tenantId, "housekeeping", [hotel.hotelId]);
    const ctx = ctxFor(house.deps, await identity(person.userId), { ...asking, hotel: "harbour" });
    expect(ctx).toMatchObject({
      tenantId: hotel.tenantId,
      hotelId: hotel.hotelId,
      actor: { kind: "user", role: "housekeeping", hotelIds: [hotel.hotelId] },
    });
  });

  test("another organisation's hotel, and a hotel one is not let into, do not exist", async () => {
    const other = await house.organisation("elsewhere");
    await house.hotel(hotel.tenantId, "hillside");
    const person = await house.person(hotel.tenantId, "manager", [hotel.hotelId]);
    const who = await identity(person.userId);
    for (const slug of [other.slug, "hillside", "never-built", "__proto__"]) {
      expect(() => ctxFor(house.deps, who, { ...asking, hotel: slug })).toThrow(/not found/);
    }
  });

  test("the same slug in two organisations means the one in hand", async () => {
    const twin = await house.organisation("harbour");
    const person = await house.person(hotel.tenantId, "manager");
    await house.joins(person.userId, twin.tenantId, "support");
    const who = await identity(person.userId);
    const inHand = ctxFor(
      house.deps,
      { ...who, activeTenantId: twin.tenantId },
      { ...asking, hotel: "harbour" },
    );
    expect(inHand).toMatchObject({
      tenantId: twin.tenantId,
      hotelId: twin.hotelId,
      actor: { role: "support" },
    });
    const first = ctxFor(
      house.deps,
      { ...who, activeTenantId: hotel.tenantId },
      { ...asking, hotel: "harbour" },
    );
    expect(first).toMatchObject({ tenantId: hotel.tenantId, actor: { role: "manager" } });
  });

  test("somebody who works nowhere is told what to do", async () => {
    const person = await house.person(hotel.tenantId, "support");
    await house.deps.db.withTenant(hotel.tenantId, (db) =>
      db.membership.deleteMany({ where: { userId: person.userId } }),
    );
    expect(() =>
      ctxFor(house.deps, { ...person, sessionId: "", name: "", activeTenantId: null, worksFor: [] }, asking),
    ).toThrow(/Ask an owner/);
  });
});
