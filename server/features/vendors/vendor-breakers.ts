import { Breakers } from "@/server/kernel/breaker";
import type { Deps } from "@/server/verbs/ctx";

export type VendorDeps = Pick<Deps, "db" | "clock" | "breakers">;

const known = new WeakMap<object, Breakers>();

/**
 * The app's breakers of vendors: those it was composed with, else its own, which live as long as its parts do and are no
 * other app's in this process.
 */
export function vendorBreakers({ db, clock, breakers: shared }: VendorDeps): Breakers {
  if (shared) return shared;
  const breakers = known.get(db) ?? new Breakers(() => clock.now().getTime());
  known.set(db, breakers);
  return breakers;
}
