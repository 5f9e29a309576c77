import { type BrowserContext, test as base } from "@playwright/test";

let shared: BrowserContext | undefined;

/**
 * Playwright's test, with one browser context for all tests of a process: the product's scripts are fetched and compiled
 * once, not once a test. Each test begins with a new page, no cookies and no stored data.
 */
export const test = base.extend({
  context: async ({ browser, baseURL }, use) => {
    shared ??= await browser.newContext();
    await use(shared);
    const page = shared.pages()[0] ?? (await shared.newPage());
    const devtools = await shared.newCDPSession(page);
    await devtools.send("Storage.clearDataForOrigin", {
      origin: new URL(baseURL ?? "").origin,
      storageTypes: "local_storage,indexeddb,cache_storage,service_workers",
    });
    await shared.clearCookies();
    for (const open of shared.pages()) await open.close();
  },
});

export { expect } from "@playwright/test";
