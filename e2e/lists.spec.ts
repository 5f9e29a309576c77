import { settled } from "./support/pages";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";

const FIRST = '[data-row="0"] [data-row-focus]';

test("a page that is left while its peek closes is come back to without it", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/calls`);
  await settled(page);
  // The keys work once the page is alive.
  await expect(async () => {
    await page.locator(FIRST).focus();
    await page.keyboard.press("Space");
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page).toHaveURL(/[?&]peek=/);
  // In one task, as no hand could: the router has not drawn the closing when the leaving begins.
  await page.evaluate((path) => {
    const press = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(press);
    document.querySelector<HTMLElement>(`a[href="${path}"]`)?.click();
  }, `/${hotel}/overview`);
  await expect(page).toHaveURL(new RegExp(`/${hotel}/overview$`));
  await settled(page);
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`/${hotel}/calls$`));
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a row's link is where it was when the page came alive", async ({ page, context }) => {
  const hotel = await enter(page);
  const slow = await context.newPage();
  let alive: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    alive = resolve;
  });
  // As on a slow line: the words are there before the scripts are.
  await slow.route("**/_next/static/**/*.js", async (route) => {
    await held;
    await route.continue();
  });
  await slow.goto(`/${hotel}/calls`, { waitUntil: "commit" });
  const link = slow.locator(FIRST);
  await expect(link).toBeVisible();
  const before = await link.boundingBox();
  alive();
  // Keys work once the page is alive; this one changes nothing.
  await expect(async () => {
    await slow.keyboard.press("j");
    await expect(link).toBeFocused({ timeout: 500 });
  }).toPass();
  const after = await link.boundingBox();
  expect(Math.abs((after?.x ?? 0) - (before?.x ?? 0))).toBeLessThan(2);
  await slow.mouse.click(
    (before?.x ?? 0) + (before?.width ?? 0) / 2,
    (before?.y ?? 0) + (before?.height ?? 0) / 2,
  );
  await expect(slow).toHaveURL(/\/calls\/[0-9a-f-]{36}$/);
});
