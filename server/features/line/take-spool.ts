import { MAX_SEGMENT_BYTES, openSpool, type SpoolRecord } from "@/server/line/spool-format";
import { acceptEvents } from "./accept-events";
import { closeCall } from "./close-call";
import { LineRefusal } from "./errors";
import type { LineApp } from "./http";

/**
 * Applies the spool of a worker that died: each record as if its request had come then. Any registered worker may
 * bring it. Records of calls that another worker has taken over, or that are unknown, are left out.
 */
export async function takeSpool(app: LineApp, request: Request): Promise<{ applied: number }> {
  const bytes = Buffer.from(await request.arrayBuffer());
  if (bytes.length > MAX_SEGMENT_BYTES) throw new LineRefusal("invalid", "The segment is too large.");
  let applied = 0;
  for (const record of readSpool(app, bytes)) {
    if (await apply(app, record)) applied += 1;
  }
  return { applied };
}

function readSpool(app: LineApp, bytes: Buffer): SpoolRecord[] {
  try {
    return openSpool(app.deps.keys.sealPrivate, bytes);
  } catch {
    throw new LineRefusal("invalid", "The segment is not a spool sealed to this app.");
  }
}

async function apply(app: LineApp, record: SpoolRecord): Promise<boolean> {
  const { deps, log } = app;
  // The worker that wrote it speaks: the epoch in the record tells whether it still had the call.
  const call = await deps.system.client.call.findFirst({
    where: { id: record.callId },
    select: { workerId: true },
  });
  if (!call?.workerId) return false;
  try {
    if (record.type === "events") await acceptEvents(app, call.workerId, record.callId, record.request);
    else await closeCall(deps, log, call.workerId, record.callId, record.request);
    return true;
  } catch (error) {
    if (error instanceof LineRefusal) return false;
    throw error;
  }
}
