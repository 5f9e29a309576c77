import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type House, openHouse } from "@/server/auth/testing/house";
import { invite } from "@/server/features/team";
import { forbidden } from "@/server/kernel/errors";
import { defineVerb } from "@/server/verbs/define-verb";
import { mutation, query, router, type TrpcContext } from "./init";
import { appRouter } from "./root";

let house: House;
let signedIn: TrpcContext;
beforeAll(async () => {
  house = await openHouse();
  const { tenantId } = await house.organisation();
  const ctx = await house.signedIn(await house.person(tenantId, "support"), tenantId, "support");
  signedIn = { ctx, visitor: house.visitor(), requestId: "request-1" };
});
afterAll(() => house.close());

const broken = defineVerb({
  name: "test.broken",
  scope: "organisation",
  input: z.object({ n: z.int() }),
  output: z.object({}),
  permission: "account:self",
  effect: "read",
  async run(tx, _ctx, { n }) {
    if (n === 1) await tx.$queryRaw`SELECT secret_column FROM guest`;
    if (n === 2) throw new TypeError("password is hunter2");
    return {};
  },
});
const testRouter = router({ broken: query(broken), invite: mutation(invite) });

interface Reply {
  status: number;
  text: string;
  error?: {
    message: string;
    data: { code: string; requestId?: string; domain?: { code: string; issues?: unknown[] } };
  };
}
/** Over HTTP, as a browser asks. */
async function ask(
  routes: typeof appRouter | typeof testRouter,
  path: string,
  context: TrpcContext,
  init?: RequestInit,
) {
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: new Request(`http://localhost/api/trpc/${path}`, init),
    router: routes,
    createContext: () => context,
  });
  const text = await response.text();
  return { status: response.status, text, error: JSON.parse(text).error?.json } as Reply;
}
const input = (value: unknown) => `?input=${encodeURIComponent(JSON.stringify({ json: value }))}`;
const post = (value: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ json: value }),
});

describe("tRPC", () => {
  test("answers a signed-in person, and sends everybody else to sign in", async () => {
    expect((await ask(appRouter, "account.me", signedIn)).status).toBe(200);
    const refused = await ask(appRouter, "account.me", { ctx: null, requestId: "request-2" });
    expect(refused.status).toBe(401);
    expect(refused.error?.data).toMatchObject({
      requestId: "request-2",
      domain: { code: "unauthenticated" },
    });
  });

  test("somebody without this hotel is told why, and may still use an invitation", async () => {
    const stuck = {
      ctx: null,
      refusal: forbidden("You do not work for a hotel here yet."),
      visitor: house.visitor(),
      requestId: "r",
    };
    expect((await ask(appRouter, "account.me", stuck)).error?.message).toMatch(/do not work/);
    const reply = await ask(appRouter, `team.readInvitation${input({ token: "none" })}`, stuck);
    expect(reply.status).toBe(404);
  });

  test("keeps the sentence of a domain error and its status", async () => {
    const reply = await ask(testRouter, "invite", signedIn, post({ email: "a@b.example", role: "support" }));
    expect(reply).toMatchObject({ status: 403, error: { data: { domain: { code: "forbidden" } } } });
    expect(reply.error?.message).toMatch(/needs one of: owner, admin/);
  });

  test("names the fields of a wrong input", async () => {
    for (const wrong of [undefined, null, {}, { n: "1" }, { n: 1.5 }, "x".repeat(10_000)]) {
      const reply = await ask(testRouter, `broken${input(wrong)}`, signedIn);
      expect(reply.status).toBe(400);
      expect(reply.error?.data.domain?.issues).toHaveLength(1);
    }
  });

  test.each([1, 2])("hides what it does not know (%i)", async (n) => {
    const reply = await ask(testRouter, `broken${input({ n })}`, signedIn);
    expect(reply).toMatchObject({
      status: 500,
      error: { data: { requestId: "request-1", domain: { code: "internal" } } },
    });
    expect(reply.text).not.toMatch(/hunter2|secret_column|stack|prisma|node_modules/i);
    expect(reply.error?.message).toMatch(/quote the request id/);
  });

  test("writes are not reachable by GET", async () => {
    const reply = await ask(
      testRouter,
      `invite${input({ email: "a@b.example", role: "support" })}`,
      signedIn,
    );
    expect(reply.status).toBe(405);
  });
});
