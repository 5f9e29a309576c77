import type { Prisma } from "@/server/db";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import type { CallOpening } from "@/server/line/contract";
import type { Deps } from "@/server/verbs/ctx";
import { openCall } from "../open-call";
import { issueCallToken } from "../tokens";

/** The worker that has a call, and by which epoch. */
export interface Holder {
  workerId: string;
  epoch: number;
}

/** A call of this hotel that no worker has opened; its id. From a simulator unless told otherwise. */
export async function newCall(
  deps: Deps,
  { tenantId, hotelId }: { tenantId: string; hotelId: string },
  over: Partial<Prisma.CallUncheckedCreateInput> = {},
): Promise<string> {
  const id = newId();
  await deps.db.withTenant(tenantId, (db) =>
    db.call.create({ data: { tenantId, id, hotelId, channel: "simulator", ...over } }),
  );
  return id;
}

/** A worker opens the call, from whoever had it: another one unless told which. */
export async function takeCall(
  deps: Deps,
  tenantId: string,
  callId: string,
  over: { workerId?: string; channel?: "simulator" | "twilio"; resume?: boolean; ownSpeech?: boolean } = {},
): Promise<Holder & { opening: CallOpening }> {
  const { workerId = newId(), channel = "simulator", resume = true, ownSpeech } = over;
  const claims = { callId, tenantId, channel };
  const token = await issueCallToken(deps.keys.lineSigning, claims, deps.clock.now());
  const request = { token, resume, ...(ownSpeech === undefined ? {} : { ownSpeech }) };
  const opening = await openCall(deps, silentLogger, workerId, request);
  return { workerId, epoch: opening.epoch, opening };
}
