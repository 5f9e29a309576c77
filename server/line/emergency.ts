import { emergencyNumberIn } from "@/server/kernel/emergency-number";
import type { CallOpening } from "./contract";

type Scripts = NonNullable<CallOpening["emergency"]>["scripts"];

/** What a caller in danger can be told without the app: the number to dial and the hotel's approved words. */
export function emergencyHelp({ emergency, hotel }: CallOpening, kind: unknown) {
  const number = emergency?.number ?? emergencyNumberIn(hotel.country);
  const scripts: Partial<Record<string, Scripts["fire"]>> = { ...emergency?.scripts };
  return { number, script: scripts[String(kind)] ?? [] };
}
