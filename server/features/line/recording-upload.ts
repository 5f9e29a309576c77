import { z } from "zod";
import type { Logger } from "@/server/kernel/logger";
import type { UploadComplete, UploadState } from "@/server/line/contract";
import { StorageError } from "@/server/providers/storage/port";
import type { Deps } from "@/server/verbs/ctx";
import { emit } from "@/server/verbs/record";
import { LineRefusal } from "./errors";
import { RecordingUploaded } from "./events";
import { readBody } from "./http";
import { lineCtx } from "./line-ctx";
import { type LocatedCall, locateCall } from "./locate-call";

const MAX_CHUNK_BYTES = 4_000_000;
const DEADLINE_MS = 30_000;
const sealedKey = (call: LocatedCall) => `t/${call.tenantId}/recordings/${call.id}.sealed`;

/** Opens the upload of a call's recording, or finds the one a dead worker left. */
export async function beginRecording(
  deps: Deps,
  workerId: string,
  callId: string,
  request: Request,
): Promise<z.output<typeof UploadState>> {
  const { epoch } = await readBody(request, z.object({ epoch: z.int().positive() }));
  const call = await locateCall(deps, workerId, callId, epoch, { ended: true });
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const row = await recordingRow(deps, call);
  if (row.refused) throw new LineRefusal("invalid", "The guest refused the recording. Delete it.");
  if (row.status !== "uploading") return { offset: Number(row.bytes), complete: true };
  const upload = row.uploadId ? await deps.storage.statUpload(row.uploadId, signal) : null;
  if (upload) return { offset: upload.offset, complete: upload.done };
  const created = await deps.storage.createUpload(sealedKey(call), {
    contentType: "application/octet-stream",
    signal,
  });
  await deps.db.withTenant(call.tenantId, (db) =>
    db.recording.updateMany({ where: { callId }, data: { uploadId: created.id } }),
  );
  return { offset: created.offset, complete: false };
}

async function recordingRow(deps: Deps, call: LocatedCall) {
  return deps.db.transaction(call.tenantId, async (tx) => {
    await tx.recording.createMany({
      data: [{ tenantId: call.tenantId, callId: call.id, createdAt: deps.clock.now() }],
      skipDuplicates: true,
    });
    const row = await tx.recording.findFirstOrThrow({
      where: { callId: call.id },
      include: { call: { select: { recordingRefused: true } } },
    });
    return {
      status: row.status,
      bytes: row.bytes,
      uploadId: row.uploadId,
      refused: row.call.recordingRefused,
    };
  });
}

/** Appends the request's bytes at `?offset=`. A wrong offset is answered with the right one. */
export async function appendRecording(
  deps: Deps,
  workerId: string,
  callId: string,
  request: Request,
): Promise<z.output<typeof UploadState>> {
  const query = z
    .object({ offset: z.coerce.number().int().min(0), epoch: z.coerce.number().int().positive() })
    .safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) throw new LineRefusal("invalid", "offset and epoch are needed.");
  const call = await locateCall(deps, workerId, callId, query.data.epoch, { ended: true });
  const length = Number(request.headers.get("content-length") ?? 0);
  if (!request.body || !(length > 0) || length > MAX_CHUNK_BYTES) {
    throw new LineRefusal("invalid", `A chunk has 1 to ${MAX_CHUNK_BYTES} bytes and says how many.`);
  }
  const row = await recordingRow(deps, call);
  if (!row.uploadId) throw new LineRefusal("invalid", "Begin the upload first.");
  try {
    const result = await deps.storage.append(
      row.uploadId,
      { offset: query.data.offset, length, body: request.body as unknown as AsyncIterable<Uint8Array> },
      AbortSignal.timeout(DEADLINE_MS),
    );
    return { offset: result.offset, complete: false };
  } catch (error) {
    if (error instanceof StorageError && error.code !== "unavailable")
      throw new LineRefusal("invalid", error.message);
    throw error;
  }
}

/** The recording is whole: the job that silences what is private takes over. */
export async function completeRecording(
  deps: Deps,
  log: Logger,
  workerId: string,
  callId: string,
  body: z.output<typeof UploadComplete>,
): Promise<z.output<typeof UploadState>> {
  const call = await locateCall(deps, workerId, callId, body.epoch, { ended: true });
  const row = await recordingRow(deps, call);
  if (row.status !== "uploading") return { offset: Number(row.bytes), complete: true };
  if (!row.uploadId) throw new LineRefusal("invalid", "Begin the upload first.");
  try {
    await deps.storage.complete(row.uploadId, body.sha256, AbortSignal.timeout(DEADLINE_MS));
  } catch (error) {
    if (error instanceof StorageError && error.code !== "unavailable")
      throw new LineRefusal("invalid", error.message);
    throw error;
  }
  const ctx = lineCtx(deps, log, call, workerId);
  await deps.db.transaction(call.tenantId, async (tx) => {
    const moved = await tx.recording.updateMany({
      where: { callId, status: "uploading" },
      data: { status: "processing", storageKey: sealedKey(call), bytes: BigInt(body.bytes) },
    });
    if (moved.count > 0) await emit(tx, ctx, [RecordingUploaded({ callId, hotelId: call.hotelId })]);
  });
  return { offset: body.bytes, complete: true };
}
