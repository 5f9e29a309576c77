import { DomainError, forbidden, notFound } from "@/server/kernel/errors";
import type { Logger } from "@/server/kernel/logger";
import type { Ctx, Deps } from "@/server/verbs/ctx";
import { cookieValue, sessionCookie, sessionIdOf } from "./cookie";
import type { HotelName, Identity, Origin, WorksFor } from "./sessions";
import { readIdentity } from "./sessions";

export const signedOut = () => new DomainError("unauthenticated", "You are signed out. Sign in to go on.");

export interface AuthConfig {
  appUrl: string;
  secret: string;
}

/** Who sent this cookie header, or null when nobody is signed in. */
export async function identityOf(
  deps: Deps,
  config: AuthConfig,
  cookieHeader: string | null | undefined,
): Promise<Identity | null> {
  const token = cookieValue(cookieHeader, sessionCookie(config.appUrl).name);
  const sessionId = await sessionIdOf(token, config.secret);
  return sessionId ? readIdentity(deps, sessionId) : null;
}

/** The organisation and hotel behind a slug: the active organisation first, then the others, oldest first. */
export function findHotel(identity: Identity, slug: string): { member: WorksFor; hotel: HotelName } | null {
  const active = identity.worksFor.filter((member) => member.tenantId === identity.activeTenantId);
  for (const member of [...active, ...identity.worksFor]) {
    const hotel = member.hotels.find((candidate) => candidate.slug === slug);
    if (hotel) return { member, hotel };
  }
  return null;
}

export interface Asking {
  /** Slug of the hotel in hand; absent on the organisation's and the person's own pages. */
  hotel?: string | null;
  origin: Origin;
  requestId: string;
  log: Logger;
}

/**
 * The context of a request: tenant, hotel and role come from the session, never from input.
 * Throws `not_found` for a hotel that is not this person's (whether it exists is not said) and
 * `forbidden` for a person who works nowhere.
 */
export function ctxFor(deps: Deps, identity: Identity, asking: Asking): Ctx {
  const found = asking.hotel ? findHotel(identity, asking.hotel) : null;
  if (asking.hotel && !found) throw notFound("This hotel");
  const member =
    found?.member ??
    identity.worksFor.find((candidate) => candidate.tenantId === identity.activeTenantId) ??
    identity.worksFor[0];
  if (!member) throw forbidden("You do not work for a hotel here yet. Ask an owner to invite you.");
  return {
    tenantId: member.tenantId,
    hotelId: found?.hotel.id,
    actor: {
      kind: "user",
      userId: identity.userId,
      sessionId: identity.sessionId,
      role: member.role,
      hotelIds: member.hotelIds,
    },
    deps,
    log: asking.log.child({ requestId: asking.requestId, tenantId: member.tenantId }),
    origin: { ip: asking.origin.address, userAgent: asking.origin.userAgent, requestId: asking.requestId },
  };
}

/** Where a person starts: housekeepers at what guests asked for, the rest at the overview. Null without any hotel. */
export function homeOf(identity: Identity): string | null {
  const active = identity.worksFor.filter((member) => member.tenantId === identity.activeTenantId);
  const member = [...active, ...identity.worksFor].find((candidate) => candidate.hotels.length > 0);
  const hotel = member?.hotels[0];
  if (!member || !hotel) return null;
  if (member.role === "housekeeping") return `/${hotel.slug}/requests`;
  return member.role === "billing_admin" ? "/org/team" : `/${hotel.slug}/overview`;
}
