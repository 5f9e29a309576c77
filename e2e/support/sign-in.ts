import { type Cookie, expect, type Page } from "@playwright/test";
import { demo } from "@/scripts/lib/demo.mjs";

/** Signs the demo owner in through the page and returns the hotel's slug; the page is then its overview. */
export async function signIn(page: Page): Promise<string> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(demo.ownerEmail);
  await page.getByLabel("Password", { exact: true }).fill(demo.ownerPassword);
  await page.getByRole("button", { name: /sign in/i }).click();
  await expect(page).toHaveURL(/\/[a-z0-9-]+\/overview/);
  const [, slug = ""] = new URL(page.url()).pathname.split("/");
  return slug;
}

let kept: { hotel: string; cookies: Cookie[] } | undefined;

/**
 * Makes the page the demo owner's and returns the hotel's slug. This process signs in once through the page; later calls
 * take up that session, and leave the page where it is. A test that needs the overview goes there.
 */
export async function enter(page: Page): Promise<string> {
  if (kept) {
    await page.context().addCookies(kept.cookies);
    return kept.hotel;
  }
  const hotel = await signIn(page);
  kept = { hotel, cookies: await page.context().cookies() };
  return hotel;
}
