import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { type Blobs, clampRange, type Tally, tallied } from "./blobs";
import { type ObjectInfo, type Storage, StorageError } from "./port";
import { createStorage } from "./storage";

/** Bytes of the description in front of each object: in one file with it, so that one rename makes both visible. */
const HEADER = 1_024;
const Header = z.object({ contentType: z.string(), sha256: z.string() });
const STALE_TEMPORARY_MS = 86_400_000;

const code = (error: unknown) => (error as { code?: string }).code;
const isMissing = (error: unknown) => code(error) === "ENOENT" || code(error) === "ENOTDIR";

/** Disk trouble in the port's words; what is already a StorageError or an abort passes. */
function translate(error: unknown): unknown {
  if (typeof code(error) !== "string" || error instanceof StorageError || !(error instanceof Error))
    return error;
  if (error.name === "AbortError") return error;
  const full = code(error) === "ENOSPC" ? "The disk is full." : "The disk could not be used.";
  return new StorageError("unavailable", `${full} Nothing was stored.`, { cause: error });
}

/** Makes a new name durable: syncs its folder, and the folders above it up to the last that existed before. */
async function syncUpTo(directory: string, top: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (directory !== top) await syncUpTo(path.dirname(directory), top);
}

async function readHeader(handle: FileHandle, key: string): Promise<ObjectInfo> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER), 0, HEADER, 0);
  const { size, mtime } = await handle.stat();
  if (bytesRead < HEADER) throw new StorageError("unavailable", "A stored file is damaged.");
  return {
    key,
    size: size - HEADER,
    ...Header.parse(JSON.parse(buffer.toString("utf8"))),
    updatedAt: mtime.toISOString(),
  };
}

/** Objects as files below `root`. Durable: file and directory are synced before a write is answered. */
export function createDiskStorage(root: string): Storage {
  const base = path.resolve(root);
  const temporary = path.join(base, "tmp");
  const pathOf = (key: string) => {
    const file = path.resolve(base, key);
    // Keys were checked already; this holds even if a check is ever missed.
    if (!file.startsWith(base + path.sep))
      throw new StorageError("invalid_key", "The key leaves the storage folder.");
    return file;
  };

  const withFile = async <T>(key: string, use: (handle: FileHandle) => Promise<T>): Promise<T | null> => {
    const handle = await open(pathOf(key), "r").catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw translate(error);
    });
    if (!handle) return null;
    try {
      return await use(handle);
    } finally {
      await handle.close();
    }
  };

  const blobs: Blobs = {
    async write(key, body, options) {
      const file = pathOf(key);
      const draft = path.join(temporary, randomUUID());
      try {
        await mkdir(temporary, { recursive: true });
        const created = await mkdir(path.dirname(file), { recursive: true });
        let tally: Tally | undefined;
        const handle = await open(draft, "wx", 0o600);
        try {
          let position = HEADER;
          for await (const piece of tallied(body, options, (result) => (tally = result))) {
            let written = 0;
            while (written < piece.byteLength) {
              const { bytesWritten } = await handle.write(
                piece,
                written,
                piece.byteLength - written,
                position + written,
              );
              written += bytesWritten;
            }
            position += written;
          }
          const header = JSON.stringify({ contentType: options.contentType, sha256: tally?.sha256() ?? "" });
          await handle.write(Buffer.from(header.padEnd(HEADER)), 0, HEADER, 0);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(draft, file);
        await syncUpTo(path.dirname(file), created ? path.dirname(created) : path.dirname(file));
        const { contentType } = options;
        return {
          key,
          size: tally?.size() ?? 0,
          contentType,
          sha256: tally?.sha256() ?? "",
          updatedAt: new Date().toISOString(),
        };
      } catch (error) {
        await rm(draft, { force: true }).catch(() => {});
        throw translate(error);
      }
    },
    async read(key, { range, signal }) {
      signal.throwIfAborted();
      const info = await withFile(key, (handle) => readHeader(handle, key));
      if (!info) return null;
      const span = clampRange(info.size, range);
      if (info.size === 0) return { info, range: span, body: (async function* () {})() };
      const body = createReadStream(pathOf(key), {
        start: HEADER + span.start,
        end: HEADER + span.end,
        signal,
      });
      return { info, range: span, body };
    },
    async stat(key, signal) {
      signal.throwIfAborted();
      return withFile(key, (handle) => readHeader(handle, key));
    },
    async remove(key, signal) {
      signal.throwIfAborted();
      await rm(pathOf(key), { force: true }).catch((error: unknown) => {
        if (!isMissing(error)) throw translate(error);
      });
    },
    async list(prefix, signal) {
      signal.throwIfAborted();
      const entries = await readdir(pathOf(prefix), { recursive: true, withFileTypes: true }).catch(
        (error: unknown) => {
          if (isMissing(error)) return [];
          throw translate(error);
        },
      );
      const files = entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name));
      const listed: { key: string; size: number }[] = [];
      for (const file of files.sort()) {
        const found = await stat(file).catch(() => null);
        if (found)
          listed.push({
            key: path.relative(base, file).split(path.sep).join("/"),
            size: found.size - HEADER,
          });
      }
      return listed;
    },
  };
  const storage = createStorage(blobs);
  return {
    ...storage,
    async sweepUploads(before, signal) {
      await removeStaleDrafts(temporary);
      return storage.sweepUploads(before, signal);
    },
  };
}

/** What a killed process was writing stays behind as a draft; nobody else's draft is a day old. */
async function removeStaleDrafts(directory: string): Promise<void> {
  for (const name of await readdir(directory).catch(() => [])) {
    const file = path.join(directory, name);
    const found = await stat(file).catch(() => null);
    if (found && Date.now() - found.mtimeMs > STALE_TEMPORARY_MS) await rm(file, { force: true });
  }
}
