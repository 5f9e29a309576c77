import { z } from "zod";
import type { Logger } from "@/server/kernel/logger";
import type { UploadComplete, UploadState } from "@/server/line/contract";
import { type ObjectInfo, StorageError } from "@/server/providers/storage/port";
import type { Deps } from "@/server/verbs/ctx";
import { LineRefusal } from "./errors";
import { readBody } from "./http";
import { lineCtx } from "./line-ctx";
import type { LocatedCall } from "./locate-call";
import { locatePart, partArrived, partOnItsWay } from "./recording-parts";

const MAX_CHUNK_BYTES = 4_000_000;
const DEADLINE_MS = 30_000;
const sealedKey = (call: LocatedCall) => `t/${call.tenantId}/recordings/${call.id}.${call.epoch}.sealed`;

/** Opens the upload of what a worker recorded of a call, or finds the one that it left when it died. */
export async function beginRecording(
  deps: Deps,
  workerId: string,
  callId: string,
  request: Request,
): Promise<z.output<typeof UploadState>> {
  const { epoch } = await readBody(request, z.object({ epoch: z.int().positive() }));
  const call = await locatePart(deps, workerId, callId, epoch);
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const part = await partOnItsWay(deps, call, workerId);
  if (part.status !== "uploading") return { offset: part.bytes, complete: true };
  const upload = part.uploadId ? await deps.storage.statUpload(part.uploadId, signal) : null;
  // One that is done but was not told of is completed again: only then does the job hear of it.
  if (upload) return { offset: upload.offset, complete: false };
  const created = await deps.storage.createUpload(sealedKey(call), {
    contentType: "application/octet-stream",
    signal,
  });
  await deps.db.withTenant(call.tenantId, (db) =>
    db.recordingPart.updateMany({ where: { callId, epoch }, data: { uploadId: created.id } }),
  );
  return { offset: created.offset, complete: false };
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
  const call = await locatePart(deps, workerId, callId, query.data.epoch);
  const length = Number(request.headers.get("content-length") ?? 0);
  if (!request.body || !(length > 0) || length > MAX_CHUNK_BYTES) {
    throw new LineRefusal("invalid", `A chunk has 1 to ${MAX_CHUNK_BYTES} bytes and says how many.`);
  }
  const part = await partOnItsWay(deps, call, workerId);
  if (!part.uploadId) throw new LineRefusal("invalid", "Begin the upload first.");
  try {
    const result = await deps.storage.append(
      part.uploadId,
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

/** The part is whole: the job that silences what is private takes over. */
export async function completeRecording(
  deps: Deps,
  log: Logger,
  workerId: string,
  callId: string,
  body: z.output<typeof UploadComplete>,
): Promise<z.output<typeof UploadState>> {
  const call = await locatePart(deps, workerId, callId, body.epoch);
  const part = await partOnItsWay(deps, call, workerId);
  if (part.status !== "uploading") return { offset: part.bytes, complete: true };
  if (!part.uploadId) throw new LineRefusal("invalid", "Begin the upload first.");
  let stored: ObjectInfo;
  try {
    stored = await deps.storage.complete(part.uploadId, body.sha256, AbortSignal.timeout(DEADLINE_MS));
  } catch (error) {
    if (error instanceof StorageError && error.code !== "unavailable")
      throw new LineRefusal("invalid", error.message);
    throw error;
  }
  const ctx = lineCtx(deps, log, call, workerId);
  const file = { storageKey: stored.key, bytes: body.bytes };
  await deps.db.transaction(call.tenantId, (tx) => partArrived(tx, ctx, { callId, epoch: call.epoch }, file));
  return { offset: body.bytes, complete: true };
}
