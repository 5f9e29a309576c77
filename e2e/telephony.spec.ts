import { ask } from "./support/api";
import { settled } from "./support/pages";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";

test("a message is heard, marked, and brought back; it leads to its call and to a new request", async ({
  page,
}) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/telephony`);
  await settled(page);
  const table = page.getByRole("table", { name: "Voicemail" });
  const row = table.getByRole("row").filter({ hasText: "reading glasses" });
  await row.getByRole("button").first().click();
  const peek = page.getByRole("dialog");
  await peek.getByRole("button", { name: "Play message" }).click();
  await expect(peek.getByRole("button", { name: "Pause message" })).toBeVisible();
  const part = await page.evaluate(
    async (url) => {
      const response = await fetch(url, { headers: { range: "bytes=0-3" } });
      return [response.status, await response.text()];
    },
    (await peek.locator("audio").getAttribute("src")) ?? "",
  );
  expect(part).toEqual([206, "RIFF"]);

  await peek.getByRole("button", { name: "Mark as heard" }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toContainText("New");

  await row.getByRole("button").first().click();
  await peek.getByRole("button", { name: "New request" }).click();
  const form = page.getByRole("dialog", { name: "New request" });
  await expect(form.getByLabel("What is to be done")).toHaveValue(/reading glasses/);
  await form.getByLabel("What is to be done").fill(`Look for glasses, ${Date.now()}`);
  await form.getByRole("button", { name: "Add request" }).click();
  await expect(page.getByText(/Request [A-Z0-9]{4} added/)).toBeVisible();
});

test("a call that is owed is cancelled, and its list says so", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/telephony?tab=calls-out`);
  await settled(page);
  const { rows } = await ask<{ rows: { id: string }[] }>(page, hotel, "telephony.listCallsOut", {});
  expect(rows.length).toBeGreaterThan(0);
  const owed = page.getByRole("table", { name: "Calls out" }).locator("tbody tr");
  await expect(owed).toHaveCount(rows.length);
  await owed.first().getByRole("button").first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel call" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel call" }).click();
  await expect(owed).toHaveCount(Math.max(1, rows.length - 1));
  await page.getByRole("radio", { name: "Call-backs" }).click();
  await expect(page).toHaveURL(/view=callback/);
  await expect(page.getByRole("table", { name: "Calls out" })).toContainText("Cancelled");
});

test("the parts of the telephone keep their place in the address", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/telephony?tab=transfers&view=not_taken`);
  await settled(page);
  const table = page.getByRole("table", { name: "Transfers" });
  await expect(table).toContainText(/Declined|Nobody answered/);
  await expect(table).not.toContainText("Taken");
  await page.getByRole("tab", { name: "Wake-up calls" }).click();
  await expect(page).toHaveURL(/telephony\?tab=wakeups$/);
  await page.getByRole("radio", { name: "Tomorrow" }).click();
  await expect(page).toHaveURL(/tab=wakeups&view=tomorrow$/);
  await expect(page.getByRole("table", { name: "Wake-up calls" })).toContainText("Set");
});

test("a number is put on the do-not-call list and taken off with a reason", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/settings/do-not-call`);
  await settled(page);
  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: "Add number" });
  await form.getByLabel("Number").fill("12");
  await form.getByRole("button", { name: "Add number" }).click();
  await expect(form.getByRole("alert")).toContainText("country code");
  await form.getByLabel("Number").fill("900 12 399");
  await form.getByRole("button", { name: "Add number" }).click();
  await expect(form).toHaveCount(0);
  const row = page.getByRole("row").filter({ hasText: "90 01 23 99" });
  await expect(row).toContainText("No calls");

  await row.getByRole("button", { name: /Take .* off the list/ }).click();
  const why = page.getByRole("dialog", { name: /off the list/ });
  await why.getByRole("button", { name: "Take off" }).click();
  await expect(why.getByRole("alert")).toContainText("Say why");
  await why.getByLabel("Why").fill("They called and asked for it.");
  await why.getByRole("button", { name: "Take off" }).click();
  await expect(row).toHaveCount(0);
});
