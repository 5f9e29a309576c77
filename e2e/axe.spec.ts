import { type BrowserContextOptions, expect, test } from "@playwright/test";
import { overhang, violationsOf, watchConsole } from "./support/audit-page";
import { type Examples, findExamples, looks, pages, settled } from "./support/pages";
import { signIn } from "./support/sign-in";

let examples: Examples;
let signedIn: BrowserContextOptions["storageState"];

test.beforeAll(async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const hotel = await signIn(page);
  examples = await findExamples(page, hotel);
  signedIn = await context.storageState();
  await context.close();
});

for (const look of looks) {
  test.describe(look.name, () => {
    for (const { name, open, path } of pages) {
      test(`${name} is accessible, fits and is quiet`, async ({ browser }) => {
        const context = await browser.newContext({
          viewport: look.viewport,
          colorScheme: look.colorScheme,
          reducedMotion: "reduce",
          ...(open ? {} : { storageState: signedIn }),
        });
        try {
          const page = await context.newPage();
          const complaints = watchConsole(page);
          const response = await page.goto(path(examples));
          expect(response?.status()).toBeLessThan(400);
          await settled(page);
          await expect(page.locator("html")).toHaveClass(new RegExp(`\\b${look.colorScheme}\\b`));
          expect(await violationsOf(page)).toEqual([]);
          expect(await overhang(page)).toBeLessThanOrEqual(0);
          expect(complaints).toEqual([]);
        } finally {
          await context.close();
        }
      });
    }
  });
}
