import { type BrowserContext, expect, test } from "@playwright/test";
import { overhang, violationsOf, watchConsole } from "./support/audit-page";
import { colorSchemes, type Examples, findExamples, pages, settled, viewports } from "./support/pages";
import { signIn } from "./support/sign-in";

let examples: Examples;
let stranger: BrowserContext;
let member: BrowserContext;

// One context a kind of visitor: scripts and fonts are fetched once, not sixty times.
test.beforeAll(async ({ browser }) => {
  const look = { reducedMotion: "reduce", colorScheme: "light" } as const;
  stranger = await browser.newContext(look);
  member = await browser.newContext(look);
  const page = await member.newPage();
  examples = await findExamples(page, await signIn(page));
  await page.close();
});

test.afterAll(async () => {
  await stranger.close();
  await member.close();
});

const widths = viewports.map(({ width }) => width).join(" and ");

for (const { name, open, path } of pages) {
  test(`${name} is accessible, fits and is quiet at ${widths} px, light and dark`, async () => {
    const page = await (open ? stranger : member).newPage();
    try {
      const complaints = watchConsole(page);
      const [first] = viewports;
      await page.setViewportSize(first);
      const response = await page.goto(path(examples));
      expect(response?.status()).toBeLessThan(400);
      // One load, four looks: width and theme are the style sheet's business alone.
      for (const viewport of viewports) {
        await page.setViewportSize(viewport);
        await settled(page);
        expect(await overhang(page), `${viewport.width} px`).toBeLessThanOrEqual(0);
        for (const colorScheme of colorSchemes) {
          await page.emulateMedia({ colorScheme });
          await expect(page.locator("html")).toHaveClass(new RegExp(`\\b${colorScheme}\\b`));
          const rules = colorScheme === colorSchemes[0] ? "all" : "colours";
          expect(await violationsOf(page, rules), `${colorScheme}, ${viewport.width} px`).toEqual([]);
        }
      }
      expect(complaints).toEqual([]);
    } finally {
      await page.close();
    }
  });
}
