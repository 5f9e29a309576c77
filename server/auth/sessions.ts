import { randomUUID } from "node:crypto";
import type { Role } from "@/server/auth/permissions";
import type { SystemDb } from "@/server/db";
import type { Clock } from "@/server/kernel/clock";

export interface AuthDeps {
  system: SystemDb;
  clock: Clock;
}

export interface HotelName {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  country: string;
  currency: string;
  locale: string;
}

/** One organisation a person works for, with the hotels they may enter. */
export interface WorksFor {
  tenantId: string;
  organisation: string;
  role: Role;
  /** Empty: every hotel of the organisation. */
  hotelIds: readonly string[];
  hotels: readonly HotelName[];
}

/** Who is signed in, as of at most five seconds ago. */
export interface Identity {
  sessionId: string;
  userId: string;
  name: string;
  email: string;
  activeTenantId: string | null;
  worksFor: readonly WorksFor[];
}

export interface Origin {
  address: string;
  userAgent: string;
}

const DAY = 24 * 3600_000;
/** A session ends 30 days after sign-in, or after 7 days unused. */
const LIFETIME = 30 * DAY;
const IDLE = 7 * DAY;
const CACHED = 4_000;
const SEEN_EVERY = 5 * 60_000;
const CACHE_SIZE = 5_000;

interface Cached {
  at: number;
  identity: Promise<Identity | null>;
}
type Caches = WeakMap<SystemDb, Map<string, Cached>>;
const KEY = Symbol.for("voicehive.identities");
const place = globalThis as { [KEY]?: Caches };
/** The process's one: pages and procedures are bundled apart, and what one changes the other must not remember. */
place[KEY] ??= new WeakMap();
const caches: Caches = place[KEY];
const cacheOf = (system: SystemDb): Map<string, Cached> => {
  const cache = caches.get(system) ?? new Map<string, Cached>();
  caches.set(system, cache);
  return cache;
};

/** What makes a session's row valid now. */
export const liveSession = (now: Date) => ({
  revokedAt: null,
  expiresAt: { gt: now },
  seenAt: { gt: new Date(now.getTime() - IDLE) },
  user: { disabledAt: null },
});

/** Opens a session and gives its id, which travels in the signed cookie. */
export async function openSession(
  { system, clock }: AuthDeps,
  userId: string,
  origin: Origin,
  tenantId: string | null = null,
): Promise<string> {
  const now = clock.now();
  const id = randomUUID();
  await system.client.authSession.create({
    data: {
      id,
      userId,
      tenantId,
      createdAt: now,
      seenAt: now,
      expiresAt: new Date(now.getTime() + LIFETIME),
      userAgent: origin.userAgent.slice(0, 300),
      ip: origin.address.slice(0, 64),
    },
  });
  return id;
}

/** The person behind a session id, or null when it was revoked, ran out or never was. Cached under five seconds. */
export async function readIdentity(deps: AuthDeps, sessionId: string): Promise<Identity | null> {
  const cache = cacheOf(deps.system);
  const now = deps.clock.now().getTime();
  const known = cache.get(sessionId);
  if (known && now - known.at < CACHED) return known.identity;
  const entry = { at: now, identity: loadIdentity(deps, sessionId) };
  cache.delete(sessionId);
  cache.set(sessionId, entry);
  for (const oldest of cache.keys()) {
    if (cache.size <= CACHE_SIZE) break;
    cache.delete(oldest);
  }
  // A failed look-up must not be remembered as an answer.
  entry.identity.catch(() => cache.get(sessionId) === entry && cache.delete(sessionId));
  return entry.identity;
}

/** Forgets what is cached, after a change of the session or of what its person may do. */
export const forgetIdentity = (system: SystemDb, sessionId?: string): void => {
  if (sessionId) cacheOf(system).delete(sessionId);
  else cacheOf(system).clear();
};

async function loadIdentity({ system, clock }: AuthDeps, sessionId: string): Promise<Identity | null> {
  const now = clock.now();
  const row = await system.client.authSession.findFirst({
    where: { id: sessionId, ...liveSession(now) },
    select: {
      tenantId: true,
      seenAt: true,
      user: {
        select: {
          id: true,
          name: true,
          email: true,
          memberships: {
            select: { tenantId: true, role: true, hotelIds: true, organisation: { select: { name: true } } },
            orderBy: { createdAt: "asc" },
          },
        },
      },
    },
  });
  if (!row) return null;
  if (now.getTime() - row.seenAt.getTime() > SEEN_EVERY) {
    await system.client.authSession.updateMany({ where: { id: sessionId }, data: { seenAt: now } });
  }
  const hotels = await system.client.hotel.findMany({
    where: { tenantId: { in: row.user.memberships.map((member) => member.tenantId) }, archivedAt: null },
    select: {
      tenantId: true,
      id: true,
      slug: true,
      name: true,
      timeZone: true,
      country: true,
      currency: true,
      locale: true,
    },
    // The oldest first: it stays the one that signing in leads to when another is added.
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return {
    sessionId,
    userId: row.user.id,
    name: row.user.name,
    email: row.user.email,
    activeTenantId: row.tenantId,
    worksFor: row.user.memberships.map((member) => ({
      tenantId: member.tenantId,
      organisation: member.organisation.name,
      // The database keeps the column to the roles of the permission table.
      role: member.role as Role,
      hotelIds: member.hotelIds,
      hotels: hotels
        .filter((hotel) => hotel.tenantId === member.tenantId)
        .filter((hotel) => member.hotelIds.length === 0 || member.hotelIds.includes(hotel.id))
        .map(({ tenantId: _, ...hotel }) => hotel),
    })),
  };
}

/** Ends one session of a person. False when there was no such open session. */
export async function revokeSession(deps: AuthDeps, userId: string, sessionId: string): Promise<boolean> {
  const { count } = await deps.system.client.authSession.updateMany({
    where: { id: sessionId, userId, revokedAt: null },
    data: { revokedAt: deps.clock.now() },
  });
  forgetIdentity(deps.system, sessionId);
  return count > 0;
}

/** Ends all sessions of a person, but `keep` when given. Returns how many. */
export async function revokeSessions(deps: AuthDeps, userId: string, keep?: string): Promise<number> {
  const { count } = await deps.system.client.authSession.updateMany({
    where: { userId, revokedAt: null, ...(keep ? { id: { not: keep } } : {}) },
    data: { revokedAt: deps.clock.now() },
  });
  forgetIdentity(deps.system);
  return count;
}

/** Gives a session a new id and ends the old one: after a password change. Null when it is no longer open. */
export async function rotateSession(deps: AuthDeps, sessionId: string): Promise<string | null> {
  const { system, clock } = deps;
  const old = await system.client.authSession.findFirst({
    where: { id: sessionId, ...liveSession(clock.now()) },
  });
  if (!old || !(await revokeSession(deps, old.userId, sessionId))) return null;
  const id = randomUUID();
  await system.client.authSession.create({
    data: { ...old, id, seenAt: clock.now(), revokedAt: null },
  });
  return id;
}

/** A person's open sessions, latest use first. */
export const openSessions = ({ system, clock }: AuthDeps, userId: string) =>
  system.client.authSession.findMany({
    where: { userId, ...liveSession(clock.now()) },
    select: { id: true, createdAt: true, seenAt: true, userAgent: true, ip: true },
    orderBy: { seenAt: "desc" },
    take: 50,
  });
