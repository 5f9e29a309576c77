import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { chromium } from "@playwright/test";
import config from "@/playwright.config";
import { colorSchemes, findExamples, pages, settled, viewports } from "./support/pages";
import { signIn } from "./support/sign-in";

/**
 * Takes a picture of every page in light, dark and phone width, for a person to look at. It needs the product
 * running with its demo hotel: `npm run pictures -- http://localhost:3000`.
 */
const address = process.argv[2] ?? process.env.APP_URL ?? "http://localhost:3000";
const folder = path.join(import.meta.dirname, "../test-results/pictures");

async function main(): Promise<number> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch(config.use?.launchOptions);
  let failed = 0;
  try {
    const first = await browser.newContext({ baseURL: address });
    const start = await first.newPage();
    const examples = await findExamples(start, await signIn(start));
    const storageState = await first.storageState();
    await first.close();
    type Look = { viewport: (typeof viewports)[number]; colorScheme: (typeof colorSchemes)[number] };
    const take = async (look: Look, { name, open, path: pathOf }: (typeof pages)[number]) => {
      const { viewport, colorScheme } = look;
      const file = `${name}-${colorScheme}-${viewport.width}.png`;
      const context = await browser.newContext({
        ...{ baseURL: address, viewport, colorScheme, reducedMotion: "reduce" },
        ...(open ? {} : { storageState }),
      });
      try {
        const page = await context.newPage();
        await page.goto(pathOf(examples));
        await settled(page);
        await page.screenshot({ path: path.join(folder, file), fullPage: true });
        process.stdout.write(`  ✓ ${file}\n`);
      } catch (error) {
        failed += 1;
        process.stdout.write(`  ✗ ${file}: ${error instanceof Error ? error.message : error}\n`);
      } finally {
        await context.close();
      }
    };
    for (const viewport of viewports)
      for (const colorScheme of colorSchemes)
        for (const each of pages) await take({ viewport, colorScheme }, each);
  } finally {
    await browser.close();
  }
  process.stdout.write(`Pictures are in ${path.relative(process.cwd(), folder)}.\n`);
  return failed;
}

process.exitCode = (await main()) > 0 ? 1 : 0;
