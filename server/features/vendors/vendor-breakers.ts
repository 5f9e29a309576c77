import { Breakers } from "@/server/kernel/breaker";
import type { Deps } from "@/server/verbs/ctx";

const known = new WeakMap<object, Breakers>();

/** The app's own breakers of vendors: they live as long as its parts do, and are no other app's in this process. */
export function vendorBreakers({ db, clock }: Pick<Deps, "db" | "clock">): Breakers {
  const breakers = known.get(db) ?? new Breakers(() => clock.now().getTime());
  known.set(db, breakers);
  return breakers;
}
