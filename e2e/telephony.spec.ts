import type { Page } from "@playwright/test";
import { ask, tell } from "./support/api";
import { settled } from "./support/pages";
import { enter } from "./support/sign-in";
import { TelephoneService } from "./support/telephone-service";
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

test.describe("calls out by the telephone service", () => {
  /** A number that no earlier run has called, and how the page shows it. */
  const guest = () => {
    const digits = `900${String(Date.now() % 100_000).padStart(5, "0")}`;
    return { number: `+47${digits}`, shown: digits.replace(/(..)(?=.)/g, "$1 ") };
  };
  const rowOf = (page: Page, shown: string) => page.locator("tbody tr").filter({ hasText: shown });
  const openRow = async (page: Page, shown: string) => {
    await rowOf(page, shown).first().getByRole("button").first().click();
    return page.getByRole("dialog").first();
  };
  const show = async (page: Page, hotel: string, search = "") => {
    await page.goto(`/${hotel}/telephony${search}`);
    await settled(page);
  };

  let service: TelephoneService | undefined;
  const connect = async (page: Page, baseURL: string | undefined) => {
    const hotel = await enter(page);
    service = await TelephoneService.open(page, hotel, baseURL ?? "");
    return { hotel, service };
  };
  test.afterEach(async () => {
    await service?.close();
    service = undefined;
  });

  test("Call back on a message: it rings, a person answers and hears the line, and the list says how it went", async ({
    page,
    baseURL,
  }) => {
    const { hotel, service } = await connect(page, baseURL);
    const { number, shown } = guest();
    await service.leavesMessage(number);
    await show(page, hotel);
    const message = await openRow(page, shown);
    await message.getByRole("button", { name: "Call back" }).click();
    const sure = page.getByRole("alertdialog");
    await expect(sure).toContainText(shown);
    await sure.getByRole("button", { name: "Call back" }).click();
    await expect(page.getByText(`Calling +47 ${shown}`)).toBeVisible();

    await show(page, hotel, "?tab=calls-out");
    const leg = await service.rings(number);
    await expect(rowOf(page, shown)).toContainText("Ringing");
    const twiml = await service.answers(leg, "human");
    await expect(rowOf(page, shown)).toContainText("Talking");
    await service.listens(twiml);
    await service.ends(leg, "completed", 31);
    await expect(rowOf(page, shown)).toHaveCount(0);
    await page.getByRole("radio", { name: "Call-backs" }).click();
    await expect(rowOf(page, shown)).toContainText("Reached");
    const peek = await openRow(page, shown);
    await expect(peek).toContainText("A person");
    await expect(peek).toContainText("0:31");
    await expect(peek.getByRole("button", { name: /Call (now|again)/ })).toHaveCount(0);
  });

  test("Call now: not outside the hours; then a machine answers, and after it nobody", async ({
    page,
    baseURL,
  }) => {
    const { hotel, service } = await connect(page, baseURL);
    const { number, shown } = guest();
    await service.hours("shut");
    await service.asksForCallBack(number);
    await show(page, hotel, "?tab=calls-out");
    const peek = await openRow(page, shown);
    await peek.getByRole("button", { name: "Call now" }).click();
    const refused = page.getByText(
      /outside the hours in which guests may be called, 03:00 to 03:00\. Call then/,
    );
    await expect(refused).toBeVisible();
    await expect(rowOf(page, shown)).toContainText("Waiting");

    // The round of each full minute dials what waits, too: it is the button that is tried here.
    await expect.poll(() => new Date().getSeconds(), { timeout: 30_000 }).toBeLessThan(45);
    await service.hours("open");
    await peek.getByRole("button", { name: "Call now" }).click();
    await expect(page.getByText("Calling now")).toBeVisible();
    const first = await service.rings(number);
    expect(await service.answers(first, "machine_start")).toContain("<Hangup");
    await service.ends(first, "completed", 4);
    // Nobody was reached: a second try is owed, which "Call again" brings forward, and then a third.
    await expect(rowOf(page, shown)).toContainText("Waiting");

    await show(page, hotel, "?tab=calls-out&view=callback");
    const unreached = rowOf(page, shown).filter({ hasText: "No answer" });
    await expect(rowOf(page, shown)).toHaveCount(2);
    await unreached.getByRole("button").first().click();
    const over = page.getByRole("dialog").first();
    await expect(over).toContainText("An answering machine");
    await over.getByRole("button", { name: "Call again" }).click();
    const second = await service.rings(number);
    await expect(rowOf(page, shown)).toHaveCount(2);
    await service.ends(second, "no-answer");
    await expect(unreached).toHaveCount(2);
    await expect(rowOf(page, shown)).toHaveCount(3);
  });

  test("Call back is refused to who wants no calls, and says how that ends; a service that is away is told, too", async ({
    page,
    baseURL,
  }) => {
    const { hotel, service } = await connect(page, baseURL);
    const { number, shown } = guest();
    await service.leavesMessage(number);
    await tell(page, hotel, "telephony.addDoNotCall", { number, channel: "call" });
    await show(page, hotel);
    const message = await openRow(page, shown);
    await message.getByRole("button", { name: "Call back" }).click();
    const sure = page.getByRole("alertdialog");
    await sure.getByRole("button", { name: "Call back" }).click();
    await expect(sure.getByRole("alert")).toContainText("takes the number off in Settings, Do-not-call list");

    await tell(page, hotel, "telephony.removeDoNotCall", {
      number,
      channel: "call",
      why: "They asked for it.",
    });
    service.away(true);
    await sure.getByRole("button", { name: "Call back" }).click();
    await expect(sure).toHaveCount(0);
    await show(page, hotel, "?tab=calls-out&view=callback");
    await expect(rowOf(page, shown)).toContainText("The telephone service did not answer. Call again.");
    service.away(false);
    const peek = await openRow(page, shown);
    await peek.getByRole("button", { name: "Call again" }).click();
    const leg = await service.rings(number);
    await service.ends(leg, "busy");
    await expect(rowOf(page, shown).first()).toContainText("Busy");
  });
});
