import { createHash } from "node:crypto";
import { AwsClient } from "aws4fetch";
import { type Blobs, clampRange, type Tally, tallied, type WriteOptions } from "./blobs";
import { type Body, type ObjectInfo, type Storage, StorageError } from "./port";
import { createStorage } from "./storage";

export interface S3Options {
  /** Origin of the service, e.g. https://s3.eu-central-1.amazonaws.com; buckets are addressed by path. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Bytes held in memory and sent at a time. The service wants at least 5 MiB for all parts but the last. */
  partBytes?: number;
  /** Milliseconds until a request must have been answered. */
  timeoutMs?: number;
}

const SHA_HEADER = "x-amz-meta-sha256";
const tag = (xml: string, name: string) => xml.match(new RegExp(`<${name}>([^<]*)</${name}>`))?.[1];
const hex = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Cuts a stream into pieces of a size; the last may be shorter. */
async function* parts(body: Body, size: number): AsyncGenerator<Buffer> {
  let pieces: Uint8Array[] = [];
  let held = 0;
  for await (let piece of body) {
    while (held + piece.byteLength >= size) {
      const room = size - held;
      yield Buffer.concat([...pieces, piece.subarray(0, room)]);
      piece = piece.subarray(room);
      pieces = [];
      held = 0;
    }
    if (piece.byteLength > 0) pieces.push(piece);
    held += piece.byteLength;
  }
  if (held > 0) yield Buffer.concat(pieces);
}

function infoOf(key: string, response: Response): ObjectInfo {
  const total =
    response.headers.get("content-range")?.match(/\/(\d+)$/)?.[1] ?? response.headers.get("content-length");
  const sha256 = response.headers.get(SHA_HEADER);
  return {
    key,
    size: Number(total ?? 0),
    contentType: response.headers.get("content-type") ?? "application/octet-stream",
    ...(sha256 ? { sha256 } : {}),
    updatedAt: new Date(response.headers.get("last-modified") ?? Date.now()).toISOString(),
  };
}

/** Objects in an S3-compatible bucket (Signature Version 4; multipart above one part). */
export function createS3Storage(options: S3Options): Storage {
  const { accessKeyId, secretAccessKey, region, partBytes = 8 * 1_024 * 1_024, timeoutMs = 30_000 } = options;
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    region,
    service: "s3",
    retries: 3,
    initRetryMs: 100,
  });
  const bucket = `${options.endpoint.replace(/\/$/, "")}/${options.bucket}`;

  /** Sends one request; the deadline covers the time to its headers, the caller's signal all of it. */
  const send = async (
    method: string,
    target: string,
    signal: AbortSignal,
    init: { body?: Buffer; headers?: Record<string, string> } = {},
  ) => {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), timeoutMs);
    try {
      return await client.fetch(`${bucket}${target}`, {
        method,
        headers: { ...init.headers, "x-amz-content-sha256": hex(init.body ?? Buffer.alloc(0)) },
        ...(init.body ? { body: new Uint8Array(init.body) } : {}),
        signal: AbortSignal.any([signal, deadline.signal]),
      });
    } catch (error) {
      signal.throwIfAborted();
      throw new StorageError("unavailable", "The object store did not answer. Try again.", { cause: error });
    } finally {
      clearTimeout(timer);
    }
  };
  const demand = async (response: Response): Promise<Response> => {
    if (response.ok) return response;
    const reason = tag(await response.text(), "Code") ?? "";
    throw new StorageError("unavailable", `The object store refused (${response.status} ${reason}).`);
  };

  const putWhole = async (key: string, bytes: Buffer, write: WriteOptions, sha256: string) =>
    demand(
      await send("PUT", `/${key}`, write.signal, {
        body: bytes,
        headers: { "content-type": write.contentType, [SHA_HEADER]: sha256 },
      }),
    ).then((response) => response.body?.cancel());

  /** Sends part after part; nothing is visible before the last request, and a failure takes the parts away again. */
  const putParts = async (key: string, first: Buffer, rest: AsyncGenerator<Buffer>, write: WriteOptions) => {
    const known = write.expect?.sha256;
    const headers = { "content-type": write.contentType, ...(known ? { [SHA_HEADER]: known } : {}) };
    const begun = await demand(await send("POST", `/${key}?uploads=`, write.signal, { headers }));
    const uploadId = encodeURIComponent(tag(await begun.text(), "UploadId") ?? "");
    try {
      const etags: string[] = [];
      const sendPart = async (bytes: Buffer) => {
        const target = `/${key}?partNumber=${etags.length + 1}&uploadId=${uploadId}`;
        const response = await demand(await send("PUT", target, write.signal, { body: bytes }));
        etags.push(response.headers.get("etag") ?? "");
        await response.body?.cancel();
      };
      await sendPart(first);
      for await (const bytes of rest) await sendPart(bytes);
      const list = etags.map(
        (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`,
      );
      const body = Buffer.from(`<CompleteMultipartUpload>${list.join("")}</CompleteMultipartUpload>`);
      const done = await demand(await send("POST", `/${key}?uploadId=${uploadId}`, write.signal, { body }));
      // S3 may answer 200 and still have failed; the body says so.
      if ((await done.text()).includes("<Error>"))
        throw new StorageError("unavailable", "The object store could not join the parts.");
    } catch (error) {
      const cleanUp = AbortSignal.timeout(timeoutMs);
      await send("DELETE", `/${key}?uploadId=${uploadId}`, cleanUp)
        .then((r) => r.body?.cancel())
        .catch(() => {});
      throw error;
    }
  };

  const blobs: Blobs = {
    async write(key, body, write) {
      let tally: Tally | undefined;
      const pieces = parts(
        tallied(body, write, (result) => (tally = result)),
        partBytes,
      );
      try {
        const first = await pieces.next();
        const bytes = first.done ? Buffer.alloc(0) : first.value;
        // A first part that is not full was the whole stream.
        if (bytes.length < partBytes) {
          await pieces.next();
          await putWhole(key, bytes, write, tally?.sha256() ?? hex(bytes));
        } else await putParts(key, bytes, pieces, write);
      } finally {
        await pieces.return(undefined);
      }
      const { contentType } = write;
      return {
        key,
        size: tally?.size() ?? 0,
        contentType,
        sha256: tally?.sha256() ?? "",
        updatedAt: new Date().toISOString(),
      };
    },
    async read(key, { range, signal }) {
      if (range) clampRange(Number.MAX_SAFE_INTEGER, range);
      const wanted = range ? { range: `bytes=${range.start}-${range.end ?? ""}` } : undefined;
      const response = await send("GET", `/${key}`, signal, wanted ? { headers: wanted } : {});
      if (response.status === 404) {
        await response.body?.cancel();
        return null;
      }
      if (response.status === 416) {
        await response.body?.cancel();
        throw new StorageError("range_not_satisfiable", "The object is shorter than that.");
      }
      const info = infoOf(key, await demand(response));
      const body = (response.body ?? (async function* () {})()) as unknown as Body;
      return { info, range: clampRange(info.size, range), body };
    },
    async stat(key, signal) {
      const response = await send("HEAD", `/${key}`, signal);
      return response.status === 404 ? null : infoOf(key, await demand(response));
    },
    async remove(key, signal) {
      const response = await send("DELETE", `/${key}`, signal);
      if (response.status !== 404) await demand(response);
      await response.body?.cancel();
    },
    async list(prefix, signal) {
      const listed: { key: string; size: number }[] = [];
      let token: string | undefined;
      do {
        const more = token ? `&continuation-token=${encodeURIComponent(token)}` : "";
        const target = `?list-type=2&prefix=${encodeURIComponent(prefix)}${more}`;
        const xml = await (await demand(await send("GET", target, signal))).text();
        for (const [, entry = ""] of xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
          listed.push({ key: tag(entry, "Key") ?? "", size: Number(tag(entry, "Size")) });
        }
        token = tag(xml, "NextContinuationToken");
      } while (token);
      return listed;
    },
  };
  return createStorage(blobs);
}
