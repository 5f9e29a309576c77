import { settled } from "./support/pages";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";

test("an article that differs from a policy is marked; archived it comes back", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/policies/arrival_departure`);
  await settled(page);
  const checkIn = await page.getByLabel("Check-in from", { exact: true }).inputValue();

  await page.goto(`/${hotel}/knowledge/new`);
  await settled(page);
  const title = `Arriving ${Date.now().toString(36)}`;
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("What the line should know").fill("Check-in is from 04:20. The lift is on the left.");
  await expect(page.getByText(`Policy says ${checkIn}`)).toBeVisible();
  await page.getByRole("button", { name: "“04:20”" }).click();
  const chosen = await page.evaluate(() => window.getSelection()?.toString());
  expect(chosen).toBe("04:20");
  await page.getByRole("button", { name: /Save article/ }).click();
  await expect(page).toHaveURL(/\/knowledge\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);

  await page.goto(`/${hotel}/knowledge`);
  await settled(page);
  const row = page.getByRole("row").filter({ hasText: title });
  await expect(row).toContainText("Differs from a policy");
  await row.getByRole("link").click();
  await page.getByRole("button", { name: "Archive article" }).click();
  await expect(page.getByText("The line no longer knows this article.")).toBeVisible();
  await page.getByRole("button", { name: /Undo/ }).click();
  await expect(page.getByText("The line no longer knows this article.")).toHaveCount(0);
  await page.getByRole("button", { name: "Archive article" }).click();
  await expect(page.getByText("The line no longer knows this article.")).toBeVisible();
});
