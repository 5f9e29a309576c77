import type { Tx } from "@/server/db";
import { invalid } from "@/server/kernel/errors";
import { policyValues } from "./policy-values";
import type { PolicyArea, PolicyValues } from "./schema";

/**
 * Refuses a chain that names what the directory does not have or cannot dial, and a directory without what the chain
 * names: an alarm that rings nobody is found out too late.
 */
export async function checkAlarmChain(
  tx: Tx,
  hotelId: string,
  today: string,
  area: PolicyArea,
  values: PolicyValues<PolicyArea>,
): Promise<void> {
  if (area !== "safety" && area !== "directory") return;
  const safety =
    area === "safety" ? (values as PolicyValues<"safety">) : await policyValues(tx, hotelId, "safety", today);
  const directory =
    area === "directory"
      ? (values as PolicyValues<"directory">)
      : await policyValues(tx, hotelId, "directory", today);
  const dialled = new Set(
    (directory.entries ?? []).flatMap(({ destination, number }) => (number ? [destination] : [])),
  );
  const lost = (safety.alarmMembers ?? []).flatMap(({ destination }, at) =>
    destination && !dialled.has(destination) ? [{ destination, at }] : [],
  );
  const first = lost[0];
  if (!first) return;
  const message =
    area === "safety"
      ? `The directory has no number for “${first.destination}”. Add it there first, or give a number here.`
      : `The alarm chain calls “${first.destination}”. Change the chain in Safety first.`;
  const path = area === "safety" ? `alarmMembers.${first.at}.destination` : "entries";
  throw invalid(message, [{ path, message }]);
}
