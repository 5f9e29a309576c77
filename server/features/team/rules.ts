import type { Role } from "@/server/auth/permissions";
import type { Tx } from "@/server/db";
import { conflict, forbidden, invalid } from "@/server/kernel/errors";
import type { Actor } from "@/server/verbs/ctx";

const DAY_MS = 24 * 3600_000;
export const INVITATION_MS = 7 * DAY_MS;
export const RESET_MS = 1 * DAY_MS;

/** Owners are made and unmade by owners only: an admin could otherwise take the organisation. */
export function assertMayManage(actor: Actor, ...roles: readonly Role[]): void {
  if (actor.kind === "user" && actor.role !== "owner" && roles.includes("owner")) {
    throw forbidden("Only an owner can do this for an owner. Ask an owner.");
  }
}

/** Locks the owners' rows, so that two owners who leave at once cannot leave none. Throws `conflict`. */
export async function assertNotLastOwner(tx: Tx, membershipId: string): Promise<void> {
  const owners = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text AS id FROM membership WHERE role = 'owner' ORDER BY id FOR UPDATE`;
  if (owners.length === 1 && owners[0]?.id === membershipId) {
    throw conflict("This is the last owner. Nothing was changed. Make somebody else an owner first.");
  }
}

/** Every id must be a hotel of this tenant; row-level security hides the others. Throws `invalid`. */
export async function assertOurHotels(tx: Tx, hotelIds: readonly string[]): Promise<void> {
  if (hotelIds.length === 0) return;
  const known = await tx.hotel.count({ where: { id: { in: [...hotelIds] } } });
  if (known !== new Set(hotelIds).size)
    throw invalid("One of these hotels was not found. Reload and choose again.");
}
