import { expect, type Page } from "@playwright/test";
import { demo } from "@/scripts/lib/demo.mjs";

/** Signs the demo owner in through the page and returns the hotel's slug. */
export async function signIn(page: Page): Promise<string> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(demo.ownerEmail);
  await page.getByLabel("Password", { exact: true }).fill(demo.ownerPassword);
  await page.getByRole("button", { name: /sign in/i }).click();
  await expect(page).toHaveURL(/\/[a-z0-9-]+\/overview/);
  const [, slug = ""] = new URL(page.url()).pathname.split("/");
  return slug;
}
