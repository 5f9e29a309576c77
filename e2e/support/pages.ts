import { expect, type Page } from "@playwright/test";
import { nav, navHref } from "@/components/shell/nav";
import { ask } from "./api";

/** Records that stand for their kind. */
export interface Examples {
  hotel: string;
  callId: string;
  reservationId: string;
  requestId: string;
  articleId: string;
}

export interface PageUnderTest {
  name: string;
  /** Anybody may see it, signed in or not. */
  open?: boolean;
  path(examples: Examples): string;
}

const slug = (label: string) => label.toLowerCase().replace(/\W+/g, "-");

/** Every page of the product. Those of `nav.ts` come by themselves; records and forms are named here. */
export const pages: readonly PageUnderTest[] = [
  { name: "sign-in", open: true, path: () => "/sign-in" },
  ...nav
    .flatMap((group) => group.items)
    .map((item) => ({
      name: slug(item.label),
      path: ({ hotel }: Examples) => navHref(item, hotel),
    })),
  { name: "call", path: ({ hotel, callId }) => `/${hotel}/calls/${callId}` },
  { name: "reservation", path: ({ hotel, reservationId }) => `/${hotel}/reservations/${reservationId}` },
  { name: "new-reservation", path: ({ hotel }) => `/${hotel}/reservations/new` },
  { name: "request", path: ({ hotel, requestId }) => `/${hotel}/requests/${requestId}` },
  { name: "policy-area", path: ({ hotel }) => `/${hotel}/policies/cancellation` },
  { name: "article", path: ({ hotel, articleId }) => `/${hotel}/knowledge/${articleId}` },
  { name: "new-article", path: ({ hotel }) => `/${hotel}/knowledge/new` },
  { name: "room-types", path: ({ hotel }) => `/${hotel}/rooms?tab=types` },
  ...["calls-out", "transfers", "wakeups", "texts"].map((tab) => ({
    name: `telephone-${tab}`,
    path: ({ hotel }: Examples) => `/${hotel}/telephony?tab=${tab}`,
  })),
  { name: "settings-do-not-call", path: ({ hotel }) => `/${hotel}/settings/do-not-call` },
  { name: "settings-telephone", path: ({ hotel }) => `/${hotel}/settings/telephone` },
  { name: "settings-hotel", path: ({ hotel }) => `/${hotel}/settings/hotel` },
  { name: "settings-line", path: ({ hotel }) => `/${hotel}/settings/line` },
  { name: "settings-connections", path: ({ hotel }) => `/${hotel}/settings/connections` },
];

/** A record of each kind of the signed-in person's hotel. */
export async function findExamples(page: Page, hotel: string): Promise<Examples> {
  const first = async (list: string): Promise<string> => {
    const { rows } = await ask<{ rows: { id: string }[] }>(page, hotel, list, {});
    if (!rows[0]) throw new Error(`The demo hotel has nothing in ${list}.`);
    return rows[0].id;
  };
  return {
    hotel,
    callId: await first("calls.list"),
    reservationId: await first("reservations.list"),
    requestId: await first("requests.list"),
    articleId: await first("knowledge.list"),
  };
}

/** Resolves when the page shows its content, a heading and nothing that is still loading, and hears keys. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator("h1").first()).toBeVisible();
  await expect(page.locator('[data-shell=""]')).toHaveCount(0);
  await expect(page.locator('[aria-busy="true"], .animate-late')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

export const colorSchemes = ["light", "dark"] as const;
/** A desk and a phone. */
export const viewports = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
