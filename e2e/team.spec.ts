import type { Page } from "@playwright/test";
import { settled } from "./support/pages";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";

const PASSWORD = "a quiet harbour at noon";
const NEW_PASSWORD = "two boats and a lantern";

/** The single-use link that the open dialog shows. */
async function shownLink(page: Page): Promise<string> {
  const dialog = page.getByRole("dialog");
  const link = await dialog.getByLabel("Link", { exact: true }).inputValue();
  await dialog.getByRole("button", { name: "Close", exact: true }).first().click();
  await expect(dialog).toHaveCount(0);
  return new URL(link).pathname;
}

test("a housekeeper joins by link, sees what the role may see, and gets a new password by link", async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const email = `mina.${Date.now().toString(36)}@example.org`;
  const hotel = await enter(page);
  await page.goto(`/${hotel}/settings/team`);
  await settled(page);
  await page.getByRole("button", { name: "Invite person" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: /Housekeeping/ }).click();
  await page.getByRole("button", { name: "Make invitation" }).click();
  const invitation = await shownLink(page);

  const context = await browser.newContext(baseURL ? { baseURL } : {});
  const mina = await context.newPage();
  try {
    await mina.goto(invitation);
    await mina.getByLabel("Your name").fill("Mina Haug");
    await mina.getByLabel("Choose a password", { exact: true }).fill("short");
    await mina.getByRole("button", { name: /^Join/ }).click();
    await expect(mina.getByRole("alert").first()).toContainText("10");
    await mina.getByLabel("Choose a password", { exact: true }).fill(PASSWORD);
    await mina.getByRole("button", { name: /^Join/ }).click();
    await expect(mina).toHaveURL(new RegExp(`/${hotel}/`));

    for (const [path, what] of [
      ["rates", "rates"],
      ["reservations", "reservations"],
      ["calls", "calls"],
      ["settings/team", "the team"],
    ] as const) {
      await mina.goto(`/${hotel}/${path}`);
      await expect(mina.getByRole("heading", { level: 1 })).toContainText(new RegExp(`^Only .*see ${what}`));
    }
    await mina.goto(`/${hotel}/rooms`);
    await settled(mina);
    await expect(mina.getByRole("heading", { level: 1 })).toContainText("Rooms");

    // The link is spent: who finds it later gets nothing.
    const stranger = await (await browser.newContext(baseURL ? { baseURL } : {})).newPage();
    await stranger.goto(invitation);
    await expect(stranger.getByRole("heading", { level: 1 })).toContainText("This invitation does not work");
    await stranger.context().close();

    await page.reload();
    await settled(page);
    await page.getByRole("button", { name: "Actions for Mina Haug" }).click();
    await page.getByRole("menuitem", { name: "Make reset link" }).click();
    const reset = await shownLink(page);
    await mina.goto(reset);
    await mina.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
    await mina.getByRole("button", { name: "Save new password" }).click();
    await expect(mina).toHaveURL(new RegExp(`/${hotel}/`));
    await mina.goto(reset);
    await expect(mina.getByRole("heading", { level: 1 })).toContainText("This link does not work");

    await page.getByRole("button", { name: "Actions for Mina Haug" }).click();
    await page.getByRole("menuitem", { name: "Remove from team" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Remove person" }).click();
    await expect(page.getByRole("rowheader", { name: /Mina Haug/ })).toHaveCount(0);
    await expect(async () => {
      await mina.goto("/");
      await expect(mina.getByRole("heading", { level: 1 })).toHaveText("No hotel yet", { timeout: 2_000 });
    }).toPass({ timeout: 20_000 });
  } finally {
    await context.close();
  }
});

test("a second hotel is added and the switcher goes to the same page of it and back", async ({ page }) => {
  const hotel = await enter(page);
  const slug = `fjord-${Date.now().toString(36)}`;
  await page.goto(`/${hotel}/settings/hotel`);
  await settled(page);
  await page.getByRole("button", { name: "Add hotel" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Name").fill("Fjord House");
  await sheet.getByLabel("Address").fill(hotel);
  await sheet.getByRole("button", { name: /^Add hotel/ }).click();
  await expect(sheet).toContainText(`has the address ${hotel}`);
  await sheet.getByLabel("Address").fill(slug);
  await sheet.getByRole("button", { name: /^Add hotel/ }).click();
  await expect(page).toHaveURL(new RegExp(`/${slug}/settings/hotel`), { timeout: 20_000 });
  await settled(page);
  await expect(page.getByLabel("Name")).toHaveValue("Fjord House");

  await page.goto(`/${slug}/rooms`);
  await settled(page);
  await page.keyboard.press("Control+.");
  await page.getByPlaceholder("Find a hotel").fill("harbour");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/${hotel}/rooms`));
});
