import { readFile } from "node:fs/promises";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";
import { callByTyping, phoneState, typeTurn } from "./support/typed-guest";

test("a running call shows live in list and page, each word once, and stays after its end", async ({
  page,
  context,
}) => {
  test.setTimeout(120_000);
  const hotel = await enter(page);
  await callByTyping(page, hotel);
  const desk = await context.newPage();
  await desk.goto(`/${hotel}/calls?view=live`);
  const rows = desk.getByRole("table", { name: "Calls" }).locator("tbody tr");
  await expect(rows.first()).toContainText("From the browser");
  await expect(rows.first()).toContainText(/Listening|Greeting|Speaking/);
  await rows.first().getByRole("link").click();
  await expect(desk).toHaveURL(/\/calls\/[0-9a-f-]{36}/);
  const words = desk.getByRole("log");
  await expect(words).toContainText("How can I help", { timeout: 20_000 });

  await typeTurn(page, "Do you have purple umbrellas to lend?");
  await typeTurn(page, "What time is check-out?");
  await expect(words).toContainText("purple umbrellas");
  await expect(words).toContainText("What time is check-out?");
  const text = await words.innerText();
  for (const said of ["purple umbrellas", "What time is check-out?", "How can I help"])
    expect(text.split(said)).toHaveLength(2);
  expect(text.indexOf("How can I help")).toBeLessThan(text.indexOf("purple umbrellas"));

  await desk.getByRole("button", { name: "Hang up" }).click();
  await desk.getByRole("alertdialog").getByRole("button", { name: "Hang up" }).click();
  await expect(phoneState(page)).toHaveAttribute("data-state", "ended", { timeout: 20_000 });
  await expect(desk.getByRole("region", { name: "Summary" })).toContainText("Hung up from the dashboard", {
    timeout: 20_000,
  });
  await expect(words).toContainText("purple umbrellas");

  await desk.goto(`/${hotel}/calls`);
  await desk.getByRole("searchbox", { name: "Search transcripts, callers" }).fill("purple umbrellas");
  await expect(desk).toHaveURL(/q=purple/);
  await expect(rows.first().locator("mark").first()).toHaveText(/purple/i);
});

test("the list is walked with keys, saved as a file, and says when nothing fits", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/calls?view=booked`);
  const rows = page.getByRole("table", { name: "Calls" }).locator("tbody tr");
  await expect(rows.first()).toContainText("Booked");

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "CSV" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("calls-booked.csv");
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
  expect(lines[0]).toContain("call_id,started_at");
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines.slice(1)) expect(line).toContain("Booked");

  // The button keeps the focus after the download: keys of the list begin at its first row again.
  await rows.first().getByRole("link").focus();
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await expect(rows.first().getByRole("link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}/);
  await page.goto(`/${hotel}/calls?q=zzxqy`);
  await expect(page.getByText('Nobody said "zzxqy"')).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(rows.first()).toBeVisible();
});

test("a past call opens the source of what the line said", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/calls?view=booked`);
  await page.getByRole("table", { name: "Calls" }).locator("tbody tr").first().getByRole("link").click();
  await expect(page.getByRole("region", { name: "Summary" })).toContainText("Booked", { timeout: 20_000 });
  await page
    .getByRole("log")
    .getByRole("button", { name: /book_stay/ })
    .click();
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("book_stay");
  await expect(sheet.getByRole("region", { name: "Input" })).toContainText("{");
  await expect(sheet.getByRole("region", { name: "Output" })).toContainText('"ok": true');
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
});

test("a call that is not this hotel's does not exist", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/calls/01930000-0000-7000-8000-00000000dead`);
  await expect(page.getByText(/could not be|not found|does not exist|no longer/i).first()).toBeVisible({
    timeout: 20_000,
  });
  // The page streams behind its skeleton, so the answer is in the page, not in the status.
  await page.goto(`/${hotel}/calls/not-an-id`);
  await expect(page.getByText("There is nothing at this address")).toBeVisible();
});
