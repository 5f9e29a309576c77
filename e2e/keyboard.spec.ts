import type { Page } from "@playwright/test";
import { settled } from "./support/pages";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";

const row = (page: Page, index: number) => page.locator(`[data-row="${index}"] [data-row-focus]`);

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Go, find or act" })).toBeVisible();
}

test("the lists are walked without a mouse", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/overview`);
  await settled(page);

  await openPalette(page);
  await page.keyboard.type("calls");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/${hotel}/calls$`));
  await settled(page);
  await expect(row(page, 1)).toBeVisible();

  await page.keyboard.press("j");
  await expect(row(page, 0)).toBeFocused();
  await page.keyboard.press("j");
  await expect(row(page, 1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(row(page, 0)).toBeFocused();

  await page.keyboard.press("Space");
  await expect(page).toHaveURL(/[?&]peek=/);
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page).not.toHaveURL(/[?&]peek=/);

  await row(page, 0).focus();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}/);
  await settled(page);
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`/${hotel}/calls$`));
});

test("a letter after g goes to a page, / searches, ? explains, [ folds", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/overview`);
  await settled(page);
  await openPalette(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(page).toHaveURL(new RegExp(`/${hotel}/reservations$`));
  await settled(page);

  await page.keyboard.press("/");
  const search = page.getByRole("searchbox");
  await expect(search).toBeFocused();
  // Letters are the box's own while one writes: neither help, nor another page.
  await page.keyboard.type("gc?[");
  await expect(search).toHaveValue("gc?[");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Tab");

  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);

  await page.keyboard.press("[");
  await expect(page.getByRole("button", { name: "Open the sidebar" })).toBeVisible();
  await page.keyboard.press("[");
  await expect(page.getByRole("button", { name: "Fold the sidebar" })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/${hotel}/reservations$`));
});
