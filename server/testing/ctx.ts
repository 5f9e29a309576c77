import type { Role } from "@/server/auth/permissions";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import type { Deps, HotelCtx } from "@/server/verbs/ctx";

/** A person of this role at a hotel, as a transport would make them. */
export const as = (
  deps: Deps,
  hotel: { tenantId: string; hotelId: string },
  role: Role = "manager",
  hotelIds: readonly string[] = [],
): HotelCtx => ({
  tenantId: hotel.tenantId,
  hotelId: hotel.hotelId,
  actor: { kind: "user", userId: newId(), sessionId: newId(), role, hotelIds },
  deps,
  log: silentLogger,
});

/** Resolves to the domain code a promise failed with, or fails the test. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  throw new Error("It was expected to be refused, and was not.");
}
