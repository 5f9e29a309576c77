import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { as, codeOf } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { archiveArticle, getArticle, saveArticle } from ".";

describe("one article", () => {
  let t: TestDeps;
  let here: SmallHotel;
  let elsewhere: SmallHotel;
  let articleId: string;
  beforeAll(async () => {
    t = await makeTestDeps();
    here = await makeHotel(t.deps.db);
    elsewhere = await makeHotel(t.deps.db);
    const fields = { title: "Gym", body: "On the fourth floor.", validTo: "2031-01-01" };
    articleId = (await saveArticle.execute(as(t.deps, here), { fields })).id;
  });
  afterAll(() => t.close());

  test("is read whole, and still after it was archived", async () => {
    const ctx = as(t.deps, here);
    expect(await getArticle.execute(ctx, { articleId })).toMatchObject({
      title: "Gym",
      validTo: "2031-01-01",
      archived: false,
    });
    await archiveArticle.execute(ctx, { articleId });
    expect(await getArticle.execute(ctx, { articleId })).toMatchObject({ archived: true });
    await archiveArticle.execute(ctx, { articleId, restore: true });
    expect(await getArticle.execute(ctx, { articleId })).toMatchObject({ archived: false });
  });
  test("is nobody else's", async () => {
    expect(await codeOf(getArticle.execute(as(t.deps, elsewhere), { articleId }))).toBe("not_found");
    expect(await codeOf(getArticle.execute(as(t.deps, here), { articleId: newId() }))).toBe("not_found");
    expect(await codeOf(getArticle.execute(as(t.deps, here, "housekeeping"), { articleId }))).toBe(
      "forbidden",
    );
    expect(await codeOf(getArticle.execute(as(t.deps, here), { articleId: "one" }))).toBe("invalid");
  });
});
