import { type Blobs, clampRange, collect, once, type Tally, tallied } from "./blobs";
import type { ObjectInfo, Storage } from "./port";
import { createStorage } from "./storage";

/** What a memory store keeps; handed to a second store, it is what survives a process. */
export type MemoryContents = Map<string, { info: ObjectInfo; bytes: Buffer }>;

/** The port's fake: behaves as the others do, in memory. */
export function createMemoryStorage(contents: MemoryContents = new Map()): Storage {
  const blobs: Blobs = {
    async write(key, body, options) {
      let tally: Tally | undefined;
      const bytes = await collect(tallied(body, options, (result) => (tally = result)));
      const info: ObjectInfo = {
        key,
        size: bytes.length,
        contentType: options.contentType,
        sha256: tally?.sha256() ?? "",
        updatedAt: new Date().toISOString(),
      };
      contents.set(key, { info, bytes });
      return info;
    },
    async read(key, { range, signal }) {
      signal.throwIfAborted();
      const entry = contents.get(key);
      if (!entry) return null;
      const span = clampRange(entry.bytes.length, range);
      return { info: entry.info, range: span, body: once(entry.bytes.subarray(span.start, span.end + 1)) };
    },
    async stat(key, signal) {
      signal.throwIfAborted();
      return contents.get(key)?.info ?? null;
    },
    async remove(key, signal) {
      signal.throwIfAborted();
      contents.delete(key);
    },
    async list(prefix, signal) {
      signal.throwIfAborted();
      const keys = [...contents.keys()].filter((key) => key.startsWith(prefix)).sort();
      return keys.map((key) => ({ key, size: contents.get(key)?.bytes.length ?? 0 }));
    },
  };
  return createStorage(blobs);
}
