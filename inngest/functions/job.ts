import { z } from "zod";
import type { Logger } from "@/server/kernel/logger";
import type { Deps, HotelCtx } from "@/server/verbs/ctx";

/** What job functions work with; asked for at each run, so that defining them needs no environment. */
export type JobApp = () => { deps: Deps; log: Logger };

/** Payloads are ids; the relay adds the tenant. */
const CallRef = z.object({ tenantId: z.uuid(), hotelId: z.uuid(), callId: z.uuid() });

/** The context in which a job acts on a call's hotel. Throws a ZodError on a payload that names none. */
export function callJob(app: JobApp, name: string, data: unknown): { ctx: HotelCtx; callId: string } {
  const { tenantId, hotelId, callId } = CallRef.parse(data);
  const { deps, log } = app();
  const ctx: HotelCtx = {
    tenantId,
    hotelId,
    actor: { kind: "job", name },
    deps,
    log: log.child({ job: name, callId, tenantId }),
  };
  return { ctx, callId };
}
