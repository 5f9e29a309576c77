import { settled } from "./support/pages";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";

test("a request is written, taken, noted and done with the keyboard, and its history says so", async ({
  page,
}) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/requests`);
  await settled(page);
  const task = `Oil the hinge of the door, ${Date.now()}`;
  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: "New request" });
  await form.getByLabel("What is to be done").fill(task);
  await form.getByLabel("Room").fill("204");
  await page.keyboard.press("Control+Enter");
  await expect(form).toHaveCount(0);

  const row = page.getByRole("row").filter({ hasText: task });
  await expect(row).toContainText("New");
  await row.getByRole("link", { name: task }).focus();
  await page.keyboard.press(" ");
  const peek = page.getByRole("dialog", { name: /^Request [A-Z0-9]{4}$/ });
  await peek.getByRole("button", { name: "Start" }).click();
  await expect(row).toContainText("Doing");
  await peek.getByRole("link", { name: "Open request" }).click();
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);

  await page.getByLabel("New note").fill("The oil is in the workshop");
  await page.getByLabel("New note").press("Control+Enter");
  await expect(page.getByRole("listitem").filter({ hasText: "The oil is in the workshop" })).toBeVisible();
  await page.getByRole("button", { name: "Mark done" }).click();
  await expect(page.getByRole("main").getByText("Done").first()).toBeVisible();
  const history = page.getByRole("list", { name: "History of the request" });
  await expect(history).toContainText("Asked for");
  await expect(history).toContainText("Note added");
  await expect(history).toContainText("Doing");
  await expect(page.getByRole("button", { name: "Mark done" })).toHaveCount(0);
});

test("the overview leads to the open requests", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/overview`);
  await page.getByRole("link", { name: /Open requests/ }).click();
  await expect(page).toHaveURL(new RegExp(`/${hotel}/requests$`));
  await expect(page.getByRole("heading", { name: "Requests" })).toBeVisible();
});

test("an unknown request says so", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/requests/0198f0a0-0000-7000-8000-000000000001`);
  await expect(page.getByText("This request was not found")).toBeVisible();
});
