import type { Page } from "@playwright/test";
import { settled } from "./support/pages";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";

/** Opens a free room beside the house and returns its number. */
async function openFreeRoom(page: Page, state: string): Promise<string> {
  const card = page.locator("[data-room]").filter({ hasText: "Free" }).filter({ hasText: state }).first();
  const number = (await card.getAttribute("data-room")) ?? "";
  await card.click();
  await expect(page.getByRole("dialog", { name: `Room ${number}` })).toBeVisible();
  return number;
}

test("a room is cleaned, blocked and given back to be sold", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/rooms?cleaning=inspected`);
  await settled(page);
  const number = await openFreeRoom(page, "Inspected");
  const panel = page.getByRole("dialog", { name: `Room ${number}` });
  await panel.getByRole("button", { name: "Block room" }).click();
  await panel.getByRole("button", { name: "Block room" }).click();
  await expect(panel).toContainText("Say why");
  await panel.getByLabel("Reason").fill("Shower leaks");
  await panel.getByRole("button", { name: "Block room" }).click();
  await expect(panel).toContainText("Out of order");
  await expect(panel).toContainText("Shower leaks");
  await panel.getByRole("button", { name: "End block" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End block" }).click();
  await expect(panel.getByRole("button", { name: "Block room" })).toBeVisible();

  await panel.getByRole("button", { name: "Set dirty" }).click();
  await page.goto(`/${hotel}/rooms?q=${number}`);
  await settled(page);
  const card = page.locator(`[data-room="${number}"]`);
  await expect(card).toContainText("Dirty");
  await card.click();
  await page.getByRole("button", { name: "Set clean" }).click();
  await page.getByRole("button", { name: "Set inspected" }).click();
  await expect(page.getByRole("button", { name: "Set pickup" })).toBeVisible();
});

test("a room type shows what the line will say while it is written", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/rooms?tab=types`);
  await settled(page);
  await page
    .getByRole("button", { name: /^Edit / })
    .first()
    .click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Spoken name").fill("the room with the sea");
  await expect(sheet.getByText("We have the room with the sea")).toBeVisible();
  await sheet.getByLabel("Spoken name").fill("");
  await sheet.getByRole("button", { name: /Save room type/ }).click();
  await expect(sheet.getByRole("alert")).toBeVisible();
  await sheet.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Leave the form" }).click();
  await expect(sheet).toHaveCount(0);
});

test("prices are changed by keyboard, a selection at once, and put back", async ({ page }) => {
  const hotel = await enter(page);
  const month = new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 7);
  await page.goto(`/${hotel}/rates?month=${month}`);
  await settled(page);
  const cell = (row: number, column: number) => page.locator(`[data-cell="${row}-${column}"]`);
  await cell(0, 10).click();
  const before = await cell(0, 10).locator("span.font-medium").innerText();
  const below = await cell(1, 10).locator("span.font-medium").innerText();
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText(/^2 prices selected/)).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.type("+10");
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 prices changed")).toBeVisible();
  await expect(cell(0, 10).locator("span.font-medium")).toHaveText(String(Number(before) + 10));
  await expect(cell(1, 10).locator("span.font-medium")).toHaveText(String(Number(below) + 10));
  await page.getByRole("button", { name: /Undo/ }).click();
  await expect(cell(0, 10).locator("span.font-medium")).toHaveText(before);
  await expect(cell(1, 10).locator("span.font-medium")).toHaveText(below);
});
