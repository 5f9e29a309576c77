import { expectBooked } from "./support/expect-booked";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";
import { bookByTyping, callByTyping, phoneState, typeTurn } from "./support/typed-guest";

test("a guest who types into the browser books a room and finds it afterwards", async ({ page }) => {
  test.setTimeout(180_000);
  const hotel = await enter(page);
  await callByTyping(page, hotel);
  await bookByTyping(page);
  await page.getByRole("button", { name: "End", exact: true }).click();
  await expect(phoneState(page)).toHaveAttribute("data-state", "ended");

  const reservation = page.getByRole("link", { name: /^Reservation [A-Z0-9]+/ });
  await expect(reservation).toBeVisible({ timeout: 20_000 });
  const code = (await reservation.innerText()).match(/Reservation ([A-Z0-9]+)/)?.[1] ?? "";
  expect(code).toMatch(/^[A-Z0-9]{4,8}$/);
  await page.getByRole("link", { name: "Open the call" }).click();
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}/);
  const callId = new URL(page.url()).pathname.split("/").at(-1) ?? "";

  const call = await expectBooked(page, hotel, callId, { recording: false });
  expect(call.reservations[0]?.code).toBe(code);
  await expect(page.getByRole("log")).toContainText("A double room from the 14th of April");
  await expect(page.getByRole("region", { name: "Summary" })).toContainText("Booked");
  await page.getByRole("link", { name: `Reservation ${code}` }).click();
  await expect(page).toHaveURL(/\/reservations\/[0-9a-f-]{36}/);
  await expect(page.getByRole("main")).toContainText(code);
  await expect(page.getByRole("main")).toContainText(/Confirmed/i);
});

test("keys, ending at once and calling again", async ({ page }) => {
  const hotel = await enter(page);
  await callByTyping(page, hotel);
  const answer = await typeTurn(page, "What time is check-in?");
  expect(answer).toMatch(/check-in|three|15/i);
  await page.getByRole("button", { name: "Keys" }).click();
  await page.getByRole("group", { name: "Keypad" }).getByRole("button", { name: "5" }).click();
  await expect(page.getByRole("log")).toContainText("Keys");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "End", exact: true }).click();
  await expect(page.getByText("Nothing was booked.")).toBeVisible({ timeout: 20_000 });
  await page.getByRole("button", { name: "Type only" }).click();
  await expect(phoneState(page)).toHaveAttribute("data-state", "listening", { timeout: 30_000 });
  await expect(page.getByRole("log")).not.toContainText("check-in");
  await page.getByRole("button", { name: "End", exact: true }).click();
});

test("without a microphone the softphone says so and offers typing, and no call is made", async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator.mediaDevices, "getUserMedia", {
      value: () => Promise.reject(new DOMException("denied", "NotAllowedError")),
    });
  });
  const hotel = await enter(page);
  const placed: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("calls.place")) placed.push(request.url());
  });
  await page.goto(`/${hotel}/softphone`);
  await page
    .getByRole("region", { name: "Softphone" })
    .getByRole("button", { name: "Call the line" })
    .click();
  await expect(page.getByRole("alert").filter({ hasText: "The microphone is blocked" })).toBeVisible();
  expect(placed).toEqual([]);
  await page.getByRole("button", { name: "Type instead" }).click();
  await expect(phoneState(page)).toHaveAttribute("data-state", "listening", { timeout: 30_000 });
  await page.getByRole("button", { name: "End", exact: true }).click();
});

test("an emergency stands above every page until somebody takes it, and the call's page says who did", async ({
  page,
}) => {
  const hotel = await enter(page);
  await callByTyping(page, hotel);
  const said = await typeTurn(page, "There is a fire in room 204");
  expect(said).toMatch(/The alarm is on our staff's screens|I have alarmed our team/);
  expect(said).not.toMatch(/coming|on the way/i);
  await page.getByRole("button", { name: "End", exact: true }).click();
  await expect(phoneState(page)).toHaveAttribute("data-state", "ended");
  await page.goto(`/${hotel}/rates`);
  const alarm = page.getByRole("alert").filter({ hasText: "Alarm: Fire" }).filter({ hasText: "room 204" });
  const call = await alarm.getByRole("link", { name: "Open the call" }).getAttribute("href");
  await alarm.getByRole("button", { name: "I take it" }).press("Enter");
  await expect(alarm).toHaveCount(0);
  await page.goto(call ?? "");
  const shown = page.getByRole("region", { name: "Alarm: Fire" });
  await expect(shown).toContainText("Taken");
  await expect(shown).toContainText("in the dashboard");
});
