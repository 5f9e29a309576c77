import type { Page } from "@playwright/test";
import { ask, tell } from "./support/api";
import { settled } from "./support/pages";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";

const SID = `AC${"7".repeat(28)}beef`;
const TOKEN = "a token that is never shown";

interface Shown {
  settings: object;
  webhooks: { id: string; number: string; fallback: string }[];
}

/** What the demo had before a test; put back after it. */
let before: { hotel: string; shown: Shown } | undefined;

const open = async (page: Page): Promise<string> => {
  const hotel = await enter(page);
  before = { hotel, shown: await ask<Shown>(page, hotel, "telephony.get", {}) };
  await page.goto(`/${hotel}/settings/telephone`);
  await settled(page);
  return hotel;
};

const panelOf = (page: Page, title: string) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

test.afterEach(async ({ page }) => {
  if (!before) return;
  const { hotel, shown } = before;
  before = undefined;
  const { accountSid } = await ask<{ accountSid: string | null }>(page, hotel, "telephony.getAccount", {});
  if (accountSid) await tell(page, hotel, "telephony.removeAccount", {});
  await tell(page, hotel, "telephony.save", shown.settings);
  const kept = shown.webhooks.map(({ id }) => id);
  for (const { id } of (await ask<Shown>(page, hotel, "telephony.get", {})).webhooks)
    if (!kept.includes(id)) await tell(page, hotel, "telephony.removeNumber", { numberId: id });
});

test("an account is refused at its field, then kept, shown masked, and removed", async ({ page }) => {
  await open(page);
  const panel = panelOf(page, "Account");
  await expect(panel).toContainText("Nobody can be called or texted");
  await panel.getByRole("button", { name: "Use your own account" }).click();
  const form = page.getByRole("dialog");
  const sid = form.getByLabel("Account SID");
  await sid.fill("AC123");
  await form.getByLabel("Auth token").fill(TOKEN);
  await form.getByRole("button", { name: /^Save account/ }).click();
  await expect(sid).toHaveAttribute("aria-invalid", "true");
  await expect(sid).toHaveAccessibleDescription(/The account SID is AC and 32 hexadecimal digits/);
  await expect(form.getByLabel("Auth token")).toHaveValue(TOKEN);
  await expect(form.getByLabel("Auth token")).toHaveAttribute("type", "password");
  await sid.fill(` ${SID} `);
  await form.getByRole("button", { name: /^Save account/ }).click();
  await expect(form).toHaveCount(0);
  await expect(panel).toContainText("AC…beef");

  await page.reload();
  await settled(page);
  await expect(panel).toContainText(/Your own.*AC…beef.*since/);
  const source = await page.content();
  expect(source).not.toContain(TOKEN);
  expect(source).not.toContain(SID);

  await panel.getByRole("button", { name: "Remove account" }).click();
  const sure = page.getByRole("alertdialog");
  await expect(sure).toContainText("Its token is erased");
  await sure.getByRole("button", { name: "Remove account" }).click();
  await expect(sure).toHaveCount(0);
  await expect(panel).toContainText("Nobody can be called or texted");
});

test("a number is added once, its addresses are copied, and it is taken away", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const hotel = await open(page);
  const panel = panelOf(page, "Numbers");
  await expect(panel).toContainText("Twilio cannot reach http://localhost");
  await expect(panel).toContainText("TWILIO_WEBHOOK_ORIGIN");
  const add = async () => {
    await panel.getByRole("button", { name: "Add number" }).click();
    const form = page.getByRole("dialog", { name: "Add number" });
    await form.getByLabel("Number").fill("+47 22 00 00 41");
    await form.getByLabel("What it is for").fill("Restaurant");
    await form.getByRole("button", { name: /^Add number/ }).click();
    return form;
  };
  await expect(await add()).toHaveCount(0);
  await expect(panel.getByRole("button", { name: /22 00 00 41 Restaurant/ })).toHaveAttribute(
    "aria-expanded",
    "true",
  );
  const { webhooks } = await ask<Shown>(page, hotel, "telephony.get", {});
  const fallback = webhooks.find(({ number }) => number === "+4722000041")?.fallback ?? "";
  await panel.getByRole("button", { name: "Copy Primary handler fails" }).click();
  await expect(panel.getByText("Primary handler fails: copied.")).toBeAttached();
  await expect(panel.getByRole("button", { name: "Copied Primary handler fails" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(fallback);

  const again = await add();
  await expect(again.getByLabel("Number")).toHaveAccessibleDescription(/A hotel answers this number already/);
  await again.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Leave the form" }).click();
  await panel.getByRole("button", { name: "Remove +47 22 00 00 41" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove number" }).click();
  await expect(panel.getByText("22 00 00 41")).toHaveCount(0);
});

test("a menu of two keys is put in order, kept, and a key stands for one choice", async ({ page }) => {
  await open(page);
  const menu = page.getByRole("group", { name: "Keypad menu" });
  const say = (nth: number) => menu.getByLabel(`For of choice ${nth}`);
  const key = (nth: number) => menu.getByLabel(`Key of choice ${nth}`);
  const add = menu.getByRole("button", { name: "Add choice" });
  const save = page.getByRole("button", { name: /^Save telephone/ });
  await add.click();
  await expect(say(1)).toBeFocused();
  await say(1).fill("anything else");
  await add.click();
  await say(2).fill("the restaurant");
  await menu.getByLabel("Leads to of choice 2").click();
  await page.getByRole("option").nth(1).click();
  const leadsTo = (await menu.getByLabel("Leads to of choice 2").textContent()) ?? "";
  expect(leadsTo).not.toContain("The line");
  await key(2).fill("1");
  await save.click();
  await expect(key(2)).toHaveAttribute("aria-invalid", "true");
  await expect(key(2)).toHaveAccessibleDescription("Key 1 is taken.");
  await key(1).fill("0");
  await expect(key(2)).not.toHaveAttribute("aria-invalid");
  const earlier = menu.getByRole("button", { name: "Say choice 2 earlier" });
  await earlier.focus();
  await page.keyboard.press("Enter");
  await expect(menu.getByText("the restaurant is now choice 1 of 2.")).toBeAttached();
  await expect(menu).toContainText("For the restaurant, press 1. For anything else, press 0.");

  await page.getByLabel("Ring for").fill("3");
  await save.click();
  await expect(page.getByLabel("Ring for")).toHaveAccessibleDescription(/Write a whole number from 5 to 60/);
  await page.getByLabel("Ring for").fill("30");
  await page.getByLabel("Maintenance message").click();
  await page.getByLabel("What callers hear").fill("Back at noon.");
  await save.click();
  await expect(save).toHaveCount(0);
  await page.reload();
  await settled(page);
  await expect(say(1)).toHaveValue("the restaurant");
  await expect(key(1)).toHaveValue("1");
  await expect(menu.getByLabel("Leads to of choice 1")).toHaveText(leadsTo);
  await expect(key(2)).toHaveValue("0");
  await expect(page.getByLabel("Ring for")).toHaveValue("30");
  await expect(page.getByLabel("What callers hear")).toHaveValue("Back at noon.");
});

test("a manager reads whose account it is and who may change it, and changes the rest", async ({
  page,
  browser,
  baseURL,
}) => {
  const hotel = await open(page);
  const email = `tor.${Date.now().toString(36)}@example.org`;
  const { path } = await tell<{ path: string }>(page, hotel, "team.invite", {
    ...{ email, role: "manager", hotelIds: [] },
  });
  const context = await browser.newContext(baseURL ? { baseURL } : {});
  const tor = await context.newPage();
  try {
    await tor.goto(path);
    await tor.getByLabel("Your name").fill("Tor Vik");
    await tor.getByLabel("Choose a password", { exact: true }).fill("a lamp on the quay wall");
    await tor.getByRole("button", { name: /^Join/ }).click();
    await expect(tor).toHaveURL(new RegExp(`/${hotel}/`));
    await tor.goto(`/${hotel}/settings/telephone`);
    await settled(tor);
    const panel = panelOf(tor, "Account");
    await expect(panel).toContainText("Only owners and admins change the account.");
    await expect(panel.getByRole("button")).toHaveCount(0);
    await expect(panelOf(tor, "Numbers").getByRole("button", { name: "Add number" })).toBeVisible();
    await expect(tor.getByLabel("Ring for")).toBeEnabled();
  } finally {
    await context.close();
    const members = await ask<{ members: { membershipId: string; email: string }[] }>(
      page,
      hotel,
      "team.listMembers",
      undefined,
    );
    const joined = members.members.find((member) => member.email === email);
    if (joined) await tell(page, hotel, "team.removeMember", { membershipId: joined.membershipId });
  }
});
