import type { Logger } from "@/server/kernel/logger";
import type { Deps, HotelCtx } from "@/server/verbs/ctx";
import type { LocatedCall } from "./locate-call";

/** The ctx in which a call acts for itself. */
export const lineCtx = (deps: Deps, log: Logger, call: LocatedCall, workerId: string): HotelCtx => ({
  tenantId: call.tenantId,
  hotelId: call.hotelId,
  actor: { kind: "call", callId: call.id, epoch: call.epoch },
  deps,
  log: log.child({ callId: call.id, epoch: call.epoch }),
  origin: { workerId },
});
