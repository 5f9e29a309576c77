import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lineTools as policyTools } from "@/server/features/policies";
import { FixedClock } from "@/server/kernel/clock";
import { as, codeOf } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { putPolicy, startCall } from "@/server/testing/tool-call";
import { archiveArticle, lineTools, listArticles, saveArticle } from ".";

const parking = {
  title: "Parking",
  indexLine: "Where to leave the car",
  body: "The garage is behind the house in Pier Street. It has forty places. Electric cars charge on the second deck.",
};

describe("what the line knows", () => {
  let t: TestDeps;
  let hotel: SmallHotel;
  let other: SmallHotel;
  let articleId: string;
  beforeAll(async () => {
    t = await makeTestDeps({ clock: new FixedClock(new Date("2026-03-04T12:00:00Z")) });
    hotel = await makeHotel(t.deps.db);
    other = await makeHotel(t.deps.db);
    const ctx = as(t.deps, hotel);
    articleId = (await saveArticle.execute(ctx, { fields: parking })).id;
    await saveArticle.execute(ctx, {
      fields: { title: "Night porter", body: "The porter keeps the garage key.", audience: "staff" },
    });
    await saveArticle.execute(ctx, {
      fields: {
        title: "Jazz evening",
        indexLine: "at eight in the evening",
        body: "Live jazz in the bar.",
        topic: "event",
        validFrom: "2026-03-06",
        validTo: "2026-03-06",
      },
    });
    await putPolicy(t.deps, hotel, "arrival_departure", { checkInFrom: "15:00", checkOutUntil: "11:00" });
    await putPolicy(t.deps, hotel, "people", { petsAllowed: true, petFeePerNight: 1500 });
  });
  afterAll(() => t.close());
  const ask = async (
    name: "ask_knowledge" | "list_events" | "get_policy" | "text_info",
    args: Record<string, unknown>,
    where = hotel,
  ) => (await startCall(t.deps, where, [...lineTools, ...policyTools])).tool(name, args);

  test("a question finds the sentence that answers it, with its article as the source", async () => {
    const result = await ask("ask_knowledge", { question: "where can I charge my electric car?" });
    expect(result).toMatchObject({
      ok: true,
      data: { passages: [{ articleId, text: expect.stringContaining("charge on the second deck") }] },
    });
  });

  test("staff articles and other hotels' articles do not exist for a guest", async () => {
    const result = await ask("ask_knowledge", { question: "who keeps the garage key" });
    if (result.ok) expect(JSON.stringify(result)).not.toContain("porter");
    expect(await ask("ask_knowledge", { question: "parking garage" }, other)).toMatchObject({
      ok: false,
      code: "not_found",
    });
  });

  test("what nobody wrote is unknown", async () => {
    expect(await ask("ask_knowledge", { question: "helicopter landing" })).toMatchObject({
      ok: false,
      code: "not_found",
    });
  });

  test("events are those of the day", async () => {
    expect(await ask("list_events", { date: "2026-03-06" })).toMatchObject({
      ok: true,
      data: { events: [{ name: "Jazz evening" }] },
    });
    expect(await ask("list_events", { date: "2026-03-07" })).toMatchObject({ ok: false, code: "not_found" });
  });

  test("a policy is said in spoken form, with a fact a field", async () => {
    const result = await ask("get_policy", { topic: "arrival_departure", field: "checkInFrom" });
    expect(result).toMatchObject({
      ok: true,
      say: "Check-in is from three in the afternoon.",
      data: { fields: { checkInFrom: "15:00" } },
    });
    expect(await ask("get_policy", { topic: "people", field: "petFeePerNight" })).toMatchObject({
      ok: true,
      say: "A pet is fifteen euros a night.",
    });
    expect(await ask("get_policy", { topic: "wakeup" })).toMatchObject({ ok: false, code: "not_found" });
    expect(await ask("text_info", { kind: "address" })).toMatchObject({ ok: false, code: "later" });
  });

  test("search lists what answers; archived articles are gone and come back", async () => {
    const ctx = as(t.deps, hotel);
    expect((await listArticles.execute(ctx, { search: "garage" })).rows.map((row) => row.title)).toContain(
      "Parking",
    );
    await archiveArticle.execute(ctx, { articleId });
    expect(await ask("ask_knowledge", { question: "electric car charge" })).toMatchObject({ ok: false });
    await archiveArticle.execute(ctx, { articleId, restore: true });
    expect(await ask("ask_knowledge", { question: "electric car charge" })).toMatchObject({ ok: true });
  });

  test.each([
    ["save", (ctx: ReturnType<typeof as>) => saveArticle.execute(ctx, { articleId, fields: parking })],
    ["archive", (ctx: ReturnType<typeof as>) => archiveArticle.execute(ctx, { articleId })],
  ])("%s is forbidden to housekeeping and reaches no other tenant", async (_, run) => {
    expect(await codeOf(run(as(t.deps, hotel, "housekeeping")))).toBe("forbidden");
    expect(await codeOf(run(as(t.deps, other)))).toBe("not_found");
  });
  test("an article that ends before it begins, or is empty, is refused", async () => {
    const fields = { ...parking, validFrom: "2026-05-02", validTo: "2026-05-01" };
    expect(await codeOf(saveArticle.execute(as(t.deps, hotel), { fields }))).toBe("invalid");
    expect(await codeOf(saveArticle.execute(as(t.deps, hotel), { fields: { ...parking, body: " " } }))).toBe(
      "invalid",
    );
  });
});
