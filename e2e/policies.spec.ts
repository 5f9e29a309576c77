import { settled } from "./support/pages";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";

test("a time is changed with what the line will say beside it, and put back", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/policies/arrival_departure`);
  await settled(page);
  const field = page.getByLabel("Check-in from", { exact: true });
  const before = await field.inputValue();
  await field.fill("16:30");
  await expect(page.getByText(/“Check-in is from (?:half past four|four thirty)/)).toBeVisible();
  await field.fill("25:00");
  await page.getByRole("button", { name: /Save policies/ }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Write the time as HH:MM" }).first()).toBeVisible();
  await field.fill("16:30");
  await page.getByRole("button", { name: /Save policies/ }).click();
  await expect(page.getByRole("button", { name: /Save policies/ })).toHaveCount(0);
  await expect(page.getByText(/by You/)).toBeVisible();
  await page.reload();
  await expect(field).toHaveValue("16:30");
  await field.fill(before);
  await page.getByRole("button", { name: /Save policies/ }).click();
  await expect(page.getByRole("button", { name: /Save policies/ })).toHaveCount(0);
});

test("areas say whether they are ready for calls, and an emptied field is named", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/policies`);
  await settled(page);
  await expect(page.getByRole("navigation", { name: "Policy areas" }).getByRole("link")).toHaveCount(14);
  await page.getByRole("link", { name: /^Directory/ }).click();
  await settled(page);
  await page.getByRole("button", { name: "Add destination" }).click();
  await page.getByLabel("Destination", { exact: true }).fill("garage");
  await page.getByRole("button", { name: /Discard changes/ }).click();
  await expect(page.getByRole("button", { name: /Discard changes/ })).toHaveCount(0);
});

test("the greeting follows the settings of the line", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/settings/line`);
  await settled(page);
  await page.getByLabel("Opening").fill("Good day, this is the harbour, your assistant speaking.");
  await expect(page.getByText(/“Good day, this is the harbour, your assistant speaking\. .*”/)).toBeVisible();
});
