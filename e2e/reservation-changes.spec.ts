import type { Page } from "@playwright/test";
import { settled } from "./support/pages";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";

const act = async (page: Page, name: string | RegExp): Promise<void> => {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name }).click();
};

/** Books tonight for two under a surname of its own, and stands on the record afterwards. */
async function bookTonight(page: Page, hotel: string): Promise<void> {
  await page.goto(`/${hotel}/reservations/new`);
  await settled(page);
  await page.getByLabel("Surname").fill(`Wang ${Date.now().toString(36)}`);
  const offers = page.getByRole("radiogroup", { name: "Room and rate" });
  await offers.locator("label").filter({ hasText: "Flexible" }).first().click();
  await page.getByRole("button", { name: "Book reservation" }).click();
  await expect(page).toHaveURL(/\/reservations\/[0-9a-f-]{36}$/, { timeout: 30_000 });
}

test("a stay is changed, checked in, moved to another room and checked out", async ({ page }) => {
  test.setTimeout(120_000);
  const hotel = await enter(page);
  await bookTonight(page, hotel);
  const header = page.locator("header").filter({ has: page.getByRole("heading", { level: 1 }) });
  const history = page.getByRole("list", { name: "History of the reservation" });

  // A number of people that is none is refused beside its field, and the sheet stays.
  await act(page, "Change stay");
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Adults").fill("0");
  await sheet.getByRole("button", { name: /^Change stay/ }).click();
  await expect(sheet).toContainText("At least one adult.");
  await sheet.getByLabel("Adults").fill("1");
  await sheet.getByRole("button", { name: /^Change stay/ }).click();
  await expect(sheet).toHaveCount(0);
  await expect(page.locator("#main")).toContainText("1 adult");
  await expect(history).toContainText("Now 1 adult;");

  await page.getByRole("button", { name: "Check in" }).click();
  const rooms = page.getByRole("dialog");
  await expect(rooms).toContainText("Check in Wang");
  const free = rooms.getByRole("radiogroup", { name: "Free rooms" }).locator("label");
  const first = (await free.first().locator("span.font-semibold").innerText()).trim();
  await free.first().click();
  await rooms.getByRole("button", { name: `Check in ${first}` }).click();
  await expect(rooms).toHaveCount(0);
  await expect(header).toContainText("Checked in");

  await act(page, "Move to another room");
  const other = free.filter({ hasNotText: first }).first();
  const second = (await other.locator("span.font-semibold").innerText()).trim();
  await other.click();
  await rooms.getByRole("button", { name: `Assign ${second}` }).click();
  await expect(rooms).toHaveCount(0);
  await expect(history).toContainText(`Room ${second}`);

  await page.getByRole("button", { name: "Check out" }).click();
  const sure = page.getByRole("alertdialog");
  await expect(sure).toContainText(`from room ${second}`);
  await sure.getByRole("button", { name: "Check out" }).click();
  await expect(header).toContainText("Checked out");
  await expect(page.getByRole("button", { name: "More actions" })).toHaveCount(0);

  await page.goto(`/${hotel}/rooms?q=${second}`);
  await settled(page);
  await expect(page.locator("#main")).toContainText("Dirty");
});
