import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Blobs, collect, once } from "./blobs";
import { checkKey, checkUploadId } from "./keys";
import { type Body, type Storage, StorageError, type Upload } from "./port";

const Meta = z.object({ key: z.string(), contentType: z.string(), createdAt: z.string(), done: z.boolean() });
type Meta = z.infer<typeof Meta>;

const UPLOADS = "u/";
const metaKey = (id: string) => `${UPLOADS}${id}/meta`;
const chunkPrefix = (id: string) => `${UPLOADS}${id}/c/`;
// Padded, so that the order of keys is the order of bytes.
const chunkKey = (id: string, offset: number) => `${chunkPrefix(id)}${String(offset).padStart(15, "0")}`;
const noUpload = () => new StorageError("no_upload", "There is no such upload. Begin it again.");

/** The chunks that follow each other without a gap; anything after a gap is not part of the upload. */
function contiguous(chunks: readonly { key: string; size: number }[]): { keys: string[]; offset: number } {
  const keys: string[] = [];
  let offset = 0;
  for (const chunk of chunks) {
    if (Number(chunk.key.slice(-15)) !== offset || chunk.size === 0) continue;
    keys.push(chunk.key);
    offset += chunk.size;
  }
  return { keys, offset };
}

/**
 * The storage port over a store of whole blobs. An upload is a description and one blob a chunk, each written
 * atomically: so a half-sent chunk is never seen, and any process can go on where another died.
 */
export function createStorage(blobs: Blobs): Storage {
  const readMeta = async (id: string, signal: AbortSignal): Promise<Meta | null> => {
    const stored = await blobs.read(metaKey(checkUploadId(id)), { signal });
    return stored ? Meta.parse(JSON.parse((await collect(stored.body)).toString("utf8"))) : null;
  };
  const writeMeta = (id: string, meta: Meta, signal: AbortSignal) =>
    blobs.write(metaKey(id), once(Buffer.from(JSON.stringify(meta))), {
      contentType: "application/json",
      signal,
    });
  const removeAll = async (prefix: string, signal: AbortSignal) => {
    for (const { key } of await blobs.list(prefix, signal)) await blobs.remove(key, signal);
  };

  async function* joined(keys: readonly string[], signal: AbortSignal): Body {
    for (const key of keys) {
      const chunk = await blobs.read(key, { signal });
      if (!chunk) throw new StorageError("unavailable", "A chunk of the upload is missing. Begin it again.");
      yield* chunk.body;
    }
  }

  const statUpload = async (id: string, signal: AbortSignal): Promise<Upload | null> => {
    const meta = await readMeta(id, signal);
    if (!meta) return null;
    const { key, contentType, done } = meta;
    if (done) return { id, key, contentType, done, offset: (await blobs.stat(key, signal))?.size ?? 0 };
    const { offset } = contiguous(await blobs.list(chunkPrefix(id), signal));
    return { id, key, contentType, done, offset };
  };

  return {
    put: async (key, body, options) => blobs.write(checkKey(key), body, options),
    get: async (key, options) => blobs.read(checkKey(key), options),
    stat: async (key, signal) => blobs.stat(checkKey(key), signal),
    delete: async (key, signal) => blobs.remove(checkKey(key), signal),

    async createUpload(key, { contentType, signal }) {
      const id = randomUUID();
      await writeMeta(
        id,
        { key: checkKey(key), contentType, createdAt: new Date().toISOString(), done: false },
        signal,
      );
      return { id, key, contentType, offset: 0, done: false };
    },
    statUpload,
    async append(id, { offset, length, body }, signal) {
      const upload = await statUpload(id, signal);
      if (!upload) throw noUpload();
      if (upload.done || offset !== upload.offset) return { accepted: false, offset: upload.offset };
      if (!Number.isSafeInteger(length) || length < 1) {
        throw new StorageError("wrong_length", "A chunk must have at least one byte.");
      }
      const options = { contentType: "application/octet-stream", signal, expect: { size: length } };
      await blobs.write(chunkKey(id, offset), body, options);
      return { accepted: true, offset: offset + length };
    },
    async complete(id, sha256, signal) {
      const meta = await readMeta(id, signal);
      if (!meta) throw noUpload();
      if (meta.done) {
        const info = await blobs.stat(meta.key, signal);
        if (info && (info.sha256 === undefined || info.sha256 === sha256)) return info;
        throw new StorageError("checksum_mismatch", "This upload was completed with other bytes.");
      }
      const { keys, offset } = contiguous(await blobs.list(chunkPrefix(id), signal));
      const options = { contentType: meta.contentType, signal, expect: { sha256, size: offset } };
      const info = await blobs.write(meta.key, joined(keys, signal), options);
      // Kept until it is swept, so that a client that missed the answer can ask again.
      await writeMeta(id, { ...meta, done: true }, signal);
      await removeAll(chunkPrefix(id), signal);
      return info;
    },
    abandon: async (id, signal) => removeAll(`${UPLOADS}${checkUploadId(id)}/`, signal),
    async sweepUploads(before, signal) {
      let swept = 0;
      for (const { key } of await blobs.list(UPLOADS, signal)) {
        const id = key.match(/^u\/([^/]+)\/meta$/)?.[1];
        const meta = id ? await readMeta(id, signal) : null;
        if (!id || !meta || new Date(meta.createdAt) >= before) continue;
        await removeAll(`${UPLOADS}${id}/`, signal);
        swept++;
      }
      return swept;
    },
  };
}
