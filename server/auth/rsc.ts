import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { DomainError } from "@/server/kernel/errors";
import type { Ctx } from "@/server/verbs/ctx";
import { ctxOfRequest, identityOfRequest } from "./request";
import type { Identity } from "./sessions";

/** Who is signed in, read once a page. */
export const currentIdentity = cache(
  async (): Promise<Identity | null> => identityOfRequest({ headers: await headers() }),
);

/** As `currentIdentity`; sends everybody else to sign in, and back to `from` afterwards. */
export async function requireIdentity(from?: string): Promise<Identity> {
  const identity = await currentIdentity();
  if (!identity) redirect(from ? `/sign-in?from=${encodeURIComponent(from)}` : "/sign-in");
  return identity;
}

/**
 * The context of a page: `hotel` is the slug in the address, null on pages of the organisation or the
 * person. Signed out → sign-in; a hotel that is not theirs → the not-found page.
 */
export const pageCtx = cache(async (hotel: string | null): Promise<Ctx> => {
  try {
    const ctx = await ctxOfRequest({ headers: await headers() }, hotel);
    if (ctx) return ctx;
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    throw error;
  }
  redirect(hotel ? `/sign-in?from=${encodeURIComponent(`/${hotel}/overview`)}` : "/sign-in");
});
