import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { once } from "./blobs";
import { type StorageSubject, storageContract } from "./contract";
import { createDiskStorage } from "./disk";
import { objectKey, tenantOf } from "./keys";
import { createMemoryStorage, type MemoryContents } from "./memory";
import { StorageError } from "./port";
import { createS3Storage } from "./s3";
import { CREDENTIALS, startS3Server } from "./testing/s3-server";

vi.setConfig({ testTimeout: 30_000 });

const PART = 4_096;
const signal = AbortSignal.timeout(60_000);
const key = objectKey(randomUUID(), "a.wav");

storageContract("memory", async () => {
  const contents: MemoryContents = new Map();
  return { storage: createMemoryStorage(contents), reopen: () => createMemoryStorage(contents) };
});

async function makeDisk(): Promise<StorageSubject & { root: string }> {
  const root = await mkdtemp(path.join(tmpdir(), "storage-"));
  return {
    root,
    storage: createDiskStorage(root),
    reopen: () => createDiskStorage(root),
    close: () => rm(root, { recursive: true, force: true }),
  };
}
storageContract("disk", makeDisk);

async function makeS3() {
  const server = await startS3Server("hotel", PART);
  const open = (secretAccessKey = CREDENTIALS.secretAccessKey) =>
    createS3Storage({
      ...CREDENTIALS,
      secretAccessKey,
      endpoint: server.endpoint,
      bucket: "hotel",
      partBytes: PART,
    });
  return { server, open, storage: open(), reopen: () => open(), close: () => server.close() };
}
storageContract("S3", makeS3);

test("a disk store leaves no draft behind when a stream breaks", async () => {
  const { root, storage, close } = await makeDisk();
  const breaking = async function* () {
    yield randomBytes(100);
    throw new Error("gone");
  };
  await expect(storage.put(key, breaking(), { contentType: "a/b", signal })).rejects.toThrow("gone");
  expect(await readdir(path.join(root, "tmp"))).toEqual([]);
  await close?.();
});

test("a damaged file is an error, not silence", async () => {
  const { root, storage, close } = await makeDisk();
  await storage.put(key, once(randomBytes(10)), { contentType: "a/b", signal });
  await writeFile(path.join(root, key), "cut short");
  await expect(storage.get(key, { signal })).rejects.toMatchObject({ code: "unavailable" });
  await close?.();
});

test("a disk that cannot be written says so", async () => {
  const { root, close } = await makeDisk();
  await writeFile(path.join(root, "file"), "");
  const storage = createDiskStorage(path.join(root, "file"));
  const failure = storage.put(key, once(randomBytes(10)), { contentType: "a/b", signal });
  await expect(failure).rejects.toBeInstanceOf(StorageError);
  await close?.();
});

test("S3: a broken stream leaves no multipart upload behind", async () => {
  const { server, storage, close } = await makeS3();
  const breaking = async function* () {
    yield randomBytes(3 * PART);
    throw new Error("gone");
  };
  await expect(storage.put(key, breaking(), { contentType: "a/b", signal })).rejects.toThrow("gone");
  expect([server.open(), server.objects.size]).toEqual([0, 0]);
  await close();
});

test("S3: a store that is overloaded for a moment is asked again", async () => {
  const { server, storage, close } = await makeS3();
  server.faults.remaining = 2;
  await storage.put(key, once(randomBytes(10)), { contentType: "a/b", signal });
  expect(await storage.stat(key, signal)).toMatchObject({ size: 10 });
  await close();
});

test("S3: wrong credentials and a store that is away are unavailable, not absent", async () => {
  const { open, storage, close } = await makeS3();
  await expect(open("wrong").stat(key, signal)).rejects.toMatchObject({ code: "unavailable" });
  await close();
  await expect(storage.stat(key, signal)).rejects.toMatchObject({ code: "unavailable" });
});

test("a key names its tenant", () => {
  const tenant = randomUUID();
  expect(tenantOf(objectKey(tenant, "calls", "x.wav"))).toBe(tenant);
  expect(() => objectKey(tenant, "..", "x")).toThrow(StorageError);
});
