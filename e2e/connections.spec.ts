import { settled } from "./support/pages";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";

test("a vendor is connected, ordered, and its key never comes back", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/settings/connections`);
  await settled(page);
  const panel = page.locator("section").filter({ has: page.getByRole("heading", { name: "Recognition" }) });
  const connect = async (vendor: string, key: string) => {
    await panel.getByRole("button", { name: "Connect vendor" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Vendor").click();
    await page.getByRole("option", { name: vendor }).click();
    await form.getByLabel("Key").fill(key);
    await form.getByRole("button", { name: /Connect vendor/ }).click();
    return form;
  };
  const refused = await connect("Deepgram", "short");
  await expect(refused.getByText("This does not look like a key.").first()).toBeVisible();
  await refused.getByLabel("Key").fill("dg-test-key-0001");
  await refused.getByRole("button", { name: /Connect vendor/ }).click();
  await expect(refused).toHaveCount(0);
  await expect(await connect("OpenAI Whisper", "wh-test-key-0002")).toHaveCount(0);

  await expect(panel.getByRole("listitem").nth(0)).toContainText("key …0001");
  await panel.getByRole("button", { name: "Try OpenAI Whisper earlier" }).click();
  await expect(panel.getByRole("listitem").nth(0)).toContainText("key …0002");
  expect(await page.content()).not.toContain("wh-test-key");
  for (const vendor of ["OpenAI Whisper", "Deepgram"]) {
    await panel.getByRole("button", { name: `Actions for ${vendor}` }).click();
    await page.getByRole("menuitem", { name: "Remove connection" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Remove connection" }).click();
    await expect(panel.getByText(vendor)).toHaveCount(0);
  }
});

test("caps and pronunciations are saved, and a wrong prefix is named", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/settings/connections`);
  await settled(page);
  const prefixes = page.getByLabel("Numbers calls may be given to");
  await prefixes.fill("47");
  await page.getByRole("button", { name: /Save caps/ }).click();
  await expect(page.getByText("A prefix is a plus and digits, for example +351.").first()).toBeVisible();
  await prefixes.fill("+47\n+46");
  await page.getByRole("button", { name: /Save caps/ }).click();
  await expect(page.getByRole("button", { name: /Save caps/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Add word" }).click();
  await page.getByLabel("Word 1", { exact: true }).fill("Ålesund");
  await page.getByLabel("How word 1 is said").fill("oh-leh-sun");
  await page.getByRole("button", { name: /Save words/ }).click();
  await expect(page.getByRole("button", { name: /Save words/ })).toHaveCount(0);
  await page.reload();
  await settled(page);
  await expect(prefixes).toHaveValue("+47\n+46");
  await expect(page.getByLabel("Word 1", { exact: true })).toHaveValue("Ålesund");
  await page.getByRole("button", { name: "Remove word 1" }).click();
  await page.getByRole("button", { name: /Save words/ }).click();
  await prefixes.fill("");
  await page.getByRole("button", { name: /Save caps/ }).click();
  await expect(page.getByRole("button", { name: /Save caps/ })).toHaveCount(0);
});
