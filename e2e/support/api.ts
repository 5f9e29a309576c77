import type { APIResponse, Page } from "@playwright/test";
import superjson from "superjson";
import type { CallDetail } from "@/server/features/calls";

/** Asks a tRPC query as the signed-in person of the page. */
export async function ask<T>(page: Page, hotel: string, path: string, input: unknown): Promise<T> {
  const query = encodeURIComponent(JSON.stringify(superjson.serialize(input)));
  const response = await page.request.get(`/api/trpc/${path}?input=${query}`, {
    headers: { "x-hotel": hotel },
  });
  return resultOf<T>(path, response);
}

/** Has a tRPC mutation done as the signed-in person of the page. */
export async function tell<T>(page: Page, hotel: string, path: string, input: unknown): Promise<T> {
  const response = await page.request.post(`/api/trpc/${path}`, {
    headers: { "x-hotel": hotel },
    data: superjson.serialize(input),
  });
  return resultOf<T>(path, response);
}

async function resultOf<T>(path: string, response: APIResponse): Promise<T> {
  const body = (await response.json()) as {
    result?: { data: Parameters<typeof superjson.deserialize>[0] };
    error?: unknown;
  };
  if (!body.result) throw new Error(`${path}: ${JSON.stringify(body.error)}`);
  return superjson.deserialize<T>(body.result.data);
}

/** The record of a call by our id or the vendor's. */
export const getCall = (page: Page, hotel: string, callId: string): Promise<CallDetail> =>
  ask<CallDetail>(page, hotel, "calls.get", { callId });
