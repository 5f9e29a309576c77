import { z } from "zod";
import type { Logger } from "@/server/kernel/logger";
import { traceOfCall } from "@/server/kernel/trace-context";
import { inSpan } from "@/server/tracing";
import type { Deps, HotelCtx } from "@/server/verbs/ctx";

/** What job functions work with; asked for at each run, so that defining them needs no environment. */
export type JobApp = () => { deps: Deps; log: Logger };

/** Payloads are ids; the relay adds the tenant. */
const CallRef = z.object({ tenantId: z.uuid(), hotelId: z.uuid(), callId: z.uuid() });

/** Runs a step of a job in the trace of its call. */
export const inCallTrace = <T>(callId: string, name: string, work: () => Promise<T>): Promise<T> =>
  inSpan(`job ${name}`, { traceparent: traceOfCall(callId), attributes: { "call.id": callId } }, work);

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

const Place = z.object({ tenantId: z.uuid(), hotelId: z.uuid() });

/** The context in which a job acts on a hotel. Throws a ZodError on a payload that names none. */
export function hotelJob(app: JobApp, name: string, data: unknown): HotelCtx {
  const place = Place.parse(data);
  const { deps, log } = app();
  return { ...place, actor: { kind: "job", name }, deps, log: log.child({ job: name, ...place }) };
}
