import type { Tx } from "@/server/db";
import type { Deps, HotelCtx } from "@/server/verbs/ctx";
import { emit } from "@/server/verbs/record";
import { LineRefusal } from "./errors";
import { RecordingUploaded } from "./events";
import type { LocatedCall } from "./locate-call";

/** Nothing of these was brought yet. */
const NOT_HERE = ["open", "uploading"];

/** A worker takes a call that may be recorded: whatever becomes of the call, it may bring what it recorded of it. */
export async function openPart(
  tx: Tx,
  call: { tenantId: string; id: string; epoch: number },
  workerId: string,
  now: Date,
): Promise<void> {
  const { tenantId, id: callId, epoch } = call;
  await tx.recordingPart.createMany({
    data: [{ tenantId, callId, epoch, workerId, createdAt: now }],
    skipDuplicates: true,
  });
}

/** The worker says that it recorded nothing: nothing is waited for. */
export async function noPart(tx: Tx, callId: string, epoch: number): Promise<void> {
  await tx.recordingPart.updateMany({
    where: { callId, epoch, status: "open" },
    data: { status: "none" },
  });
}

/**
 * The guest refuses to be recorded: what earlier workers recorded of the call is deleted now, here or where it still is. The
 * worker that has the call deletes its own. At the call's end it is looked for once more.
 */
export async function refuseParts(tx: Tx, ctx: HotelCtx, callId: string, epoch: number): Promise<void> {
  await tx.recordingPart.updateMany({
    where: { callId, epoch: { lt: epoch }, status: { not: "none" } },
    data: { status: "refused" },
  });
  const here = await tx.recordingPart.count({ where: { callId, storageKey: { not: null } } });
  if (here > 0) await emit(tx, ctx, [RecordingUploaded({ callId, hotelId: ctx.hotelId })]);
}

/** At a call's end: what came while it ran is joined, or deleted, now. Of a call that nobody brought anything of, nothing is told. */
export async function tellParts(tx: Tx, ctx: HotelCtx, callId: string): Promise<void> {
  const here = await tx.recordingPart.count({
    where: { callId, status: { in: ["uploaded", "refused"] }, call: { recording: { isNot: null } } },
  });
  if (here > 0) await emit(tx, ctx, [RecordingUploaded({ callId, hotelId: ctx.hotelId })]);
}

/**
 * Whose recording a worker brings: the call it holds, or one it held before another had it. The call may be over. Refuses
 * everybody else.
 */
export async function locatePart(
  deps: Deps,
  workerId: string,
  callId: string,
  epoch: number,
): Promise<LocatedCall> {
  const call = await deps.system.client.call.findFirst({
    where: { id: callId },
    select: { id: true, tenantId: true, hotelId: true, workerId: true, epoch: true },
  });
  if (!call) throw new LineRefusal("not_found", "There is no such call.");
  const { tenantId, hotelId } = call;
  const holds = call.workerId === workerId && call.epoch === epoch;
  const held = await deps.db.withTenant(tenantId, (db) =>
    db.recordingPart.count({ where: { callId, epoch, workerId } }),
  );
  if (!holds && held === 0)
    throw new LineRefusal("stale_epoch", "This worker never had this part of the call.");
  return { id: callId, tenantId, hotelId, epoch };
}

export interface PartOnItsWay {
  status: string;
  bytes: number;
  uploadId: string | null;
}

/** The row of a part that is brought, made where there is none. Refuses what the guest does not want kept. */
export function partOnItsWay(deps: Deps, call: LocatedCall, workerId: string): Promise<PartOnItsWay> {
  const { tenantId, id: callId, epoch } = call;
  return deps.db.transaction(tenantId, async (tx) => {
    const now = deps.clock.now();
    await tx.recording.createMany({ data: [{ tenantId, callId, createdAt: now }], skipDuplicates: true });
    await openPart(tx, call, workerId, now);
    await tx.recordingPart.updateMany({
      where: { callId, epoch, status: { in: ["open", "none"] } },
      data: { status: "uploading" },
    });
    const part = await tx.recordingPart.findFirstOrThrow({
      where: { callId, epoch },
      include: { call: { select: { recordingRefused: true } } },
    });
    if (part.call.recordingRefused || part.status === "refused")
      throw new LineRefusal("invalid", "The guest refused the recording. Delete it.");
    return { status: part.status, bytes: Number(part.bytes), uploadId: part.uploadId };
  });
}

/** The part is whole. A recording that waited, or was given up, is made of what there is. */
export async function partArrived(
  tx: Tx,
  ctx: HotelCtx,
  { callId, epoch }: { callId: string; epoch: number },
  file: { storageKey: string; bytes: number },
): Promise<void> {
  const { storageKey, bytes } = file;
  const moved = await tx.recordingPart.updateMany({
    where: { callId, epoch, status: { in: NOT_HERE } },
    data: { status: "uploaded", storageKey, bytes: BigInt(bytes) },
  });
  if (moved.count === 0) {
    // The guest refused it while it was being put together: the job is to know of the file, and deletes it.
    const refused = await tx.recordingPart.updateMany({
      where: { callId, epoch, status: "refused" },
      data: { storageKey, bytes: BigInt(bytes) },
    });
    if (refused.count === 0) return;
  } else {
    await tx.recording.updateMany({
      where: { callId, status: { in: ["uploading", "failed"] } },
      data: { status: "processing" },
    });
  }
  await emit(tx, ctx, [RecordingUploaded({ callId, hotelId: ctx.hotelId })]);
}
