import { createHash, randomBytes, randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { collect } from "./blobs";
import { objectKey } from "./keys";
import { type Body, type Storage, StorageError } from "./port";

export interface StorageSubject {
  storage: Storage;
  /** A second instance over the same contents, as another process would open it. */
  reopen(): Storage;
  close?(): Promise<void>;
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const signal = AbortSignal.timeout(60_000);

async function* stream(bytes: Uint8Array, piece = 1_000): Body {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}
async function* broken(bytes: Uint8Array): Body {
  yield bytes;
  throw new Error("the caller hung up");
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: unknown) => (error instanceof StorageError ? error.code : String(error)),
  );

/** What every storage must do; each implementation runs it. */
export function storageContract(name: string, make: () => Promise<StorageSubject>): void {
  describe(name, () => {
    let subject: StorageSubject;
    let storage: Storage;
    let key: string;
    beforeEach(async () => {
      subject = await make();
      storage = subject.storage;
      key = objectKey(randomUUID(), "calls", "recording.wav");
    });
    afterEach(() => subject.close?.());
    const put = (bytes: Uint8Array, at = key) =>
      storage.put(at, stream(bytes), { contentType: "audio/wav", signal });
    const read = async (range?: { start: number; end?: number }) => {
      const found = await storage.get(key, { signal, ...(range ? { range } : {}) });
      return found ? collect(found.body) : null;
    };

    test.each([0, 1, 4_095, 4_096, 4_097, 50_000])("%d bytes come back as they were put", async (size) => {
      const bytes = randomBytes(size);
      const info = await put(bytes);
      expect(info).toMatchObject({ key, size, contentType: "audio/wav", sha256: sha256(bytes) });
      expect(await read()).toEqual(bytes);
      expect(await subject.reopen().stat(key, signal)).toMatchObject({ key, size, contentType: "audio/wav" });
    });

    test("what is not there is null, and deleting it is no error", async () => {
      expect(await read()).toBeNull();
      expect(await storage.stat(key, signal)).toBeNull();
      await storage.delete(key, signal);
      await put(randomBytes(10));
      await storage.delete(key, signal);
      await storage.delete(key, signal);
      expect(await storage.stat(key, signal)).toBeNull();
    });

    test("a second put replaces the first", async () => {
      await put(randomBytes(5_000));
      const bytes = randomBytes(20);
      await put(bytes);
      expect(await read()).toEqual(bytes);
    });

    test("ranges give exactly their bytes", async () => {
      const bytes = randomBytes(10_000);
      await put(bytes);
      expect(await read({ start: 0, end: 0 })).toEqual(bytes.subarray(0, 1));
      expect(await read({ start: 100, end: 199 })).toEqual(bytes.subarray(100, 200));
      expect(await read({ start: 9_990 })).toEqual(bytes.subarray(9_990));
      expect(await read({ start: 9_990, end: 20_000 })).toEqual(bytes.subarray(9_990));
      const part = await storage.get(key, { signal, range: { start: 5, end: 9 } });
      expect(part).toMatchObject({ range: { start: 5, end: 9 }, info: { size: 10_000 } });
      if (part) await collect(part.body);
      for (const range of [{ start: 10_000 }, { start: -1 }, { start: 5, end: 4 }, { start: 0.5 }]) {
        expect(await codeOf(read(range))).toBe("range_not_satisfiable");
      }
    });

    test("a stream that breaks stores nothing and leaves what was there", async () => {
      const bytes = randomBytes(100);
      await put(bytes);
      for (const size of [10, 30_000]) {
        const options = { contentType: "audio/wav", signal };
        await expect(storage.put(key, broken(randomBytes(size)), options)).rejects.toThrow("hung up");
      }
      expect(await read()).toEqual(bytes);
    });

    test("more than the limit is refused and nothing is stored", async () => {
      const over = storage.put(key, stream(randomBytes(20_001)), {
        contentType: "audio/wav",
        signal,
        maxBytes: 20_000,
      });
      expect(await codeOf(over)).toBe("too_large");
      expect(await storage.stat(key, signal)).toBeNull();
    });

    test("an aborted signal stops the work", async () => {
      const gone = AbortSignal.abort();
      await expect(
        storage.put(key, stream(randomBytes(10)), { contentType: "a/b", signal: gone }),
      ).rejects.toThrow();
      await expect(storage.get(key, { signal: gone })).rejects.toThrow();
      expect(await storage.stat(key, signal)).toBeNull();
    });

    test.each([
      "",
      "t",
      "secrets/master",
      "u/00000000-0000-4000-8000-000000000000/meta",
      "t/not-a-uuid/x",
      "t/00000000-0000-4000-8000-000000000000/",
      "t/00000000-0000-4000-8000-000000000000",
      "t/00000000-0000-4000-8000-000000000000/../../etc/passwd",
      "t/00000000-0000-4000-8000-000000000000/a/./b",
      "t/00000000-0000-4000-8000-000000000000/a//b",
      "/t/00000000-0000-4000-8000-000000000000/a",
      "t/00000000-0000-4000-8000-000000000000/a\\b",
      "t/00000000-0000-4000-8000-000000000000/.hidden",
      "t/00000000-0000-4000-8000-000000000000/a%2e%2e",
      "t/00000000-0000-4000-8000-000000000000/a\u0000b",
      `t/00000000-0000-4000-8000-000000000000/${"x/".repeat(300)}x`,
    ])("the key %j is refused by every method", async (bad) => {
      expect(await codeOf(put(randomBytes(1), bad))).toBe("invalid_key");
      expect(await codeOf(storage.get(bad, { signal }))).toBe("invalid_key");
      expect(await codeOf(storage.stat(bad, signal))).toBe("invalid_key");
      expect(await codeOf(storage.delete(bad, signal))).toBe("invalid_key");
      expect(await codeOf(storage.createUpload(bad, { contentType: "a/b", signal }))).toBe("invalid_key");
    });

    describe("a resumable upload", () => {
      const bytes = randomBytes(12_000);
      const begin = () => storage.createUpload(key, { contentType: "audio/wav", signal });
      const append = (id: string, start: number, end: number, by = storage) =>
        by.append(
          id,
          { offset: start, length: end - start, body: stream(bytes.subarray(start, end)) },
          signal,
        );

      test("goes on in another process where the first one stopped", async () => {
        const { id } = await begin();
        expect(await append(id, 0, 5_000)).toEqual({ accepted: true, offset: 5_000 });
        const later = subject.reopen();
        expect(await later.statUpload(id, signal)).toMatchObject({ key, offset: 5_000, done: false });
        await append(id, 5_000, 5_001, later);
        await append(id, 5_001, 12_000, later);
        const info = await later.complete(id, sha256(bytes), signal);
        expect(info).toMatchObject({ key, size: 12_000, contentType: "audio/wav", sha256: sha256(bytes) });
        expect(await read()).toEqual(bytes);
      });

      test("answers the right offset to a chunk at a wrong one, repeated or ahead, and keeps what it has", async () => {
        const { id } = await begin();
        await append(id, 0, 4_000);
        expect(await append(id, 0, 4_000)).toEqual({ accepted: false, offset: 4_000 });
        expect(await append(id, 8_000, 12_000)).toEqual({ accepted: false, offset: 4_000 });
        expect(await append(id, -1, 10)).toEqual({ accepted: false, offset: 4_000 });
        await append(id, 4_000, 12_000);
        await storage.complete(id, sha256(bytes), signal);
        expect(await read()).toEqual(bytes);
      });

      test("discards a half-sent chunk", async () => {
        const { id } = await begin();
        await append(id, 0, 3_000);
        const half = { offset: 3_000, length: 9_000, body: broken(bytes.subarray(3_000, 7_000)) };
        await expect(storage.append(id, half, signal)).rejects.toThrow("hung up");
        const short = { offset: 3_000, length: 9_000, body: stream(bytes.subarray(3_000, 7_000)) };
        expect(await codeOf(storage.append(id, short, signal))).toBe("wrong_length");
        const long = { offset: 3_000, length: 10, body: stream(bytes.subarray(3_000, 7_000)) };
        expect(await codeOf(storage.append(id, long, signal))).toBe("wrong_length");
        const empty = { offset: 3_000, length: 0, body: stream(new Uint8Array()) };
        expect(await codeOf(storage.append(id, empty, signal))).toBe("wrong_length");
        expect((await storage.statUpload(id, signal))?.offset).toBe(3_000);
        await append(id, 3_000, 12_000);
        await storage.complete(id, sha256(bytes), signal);
        expect(await read()).toEqual(bytes);
      });

      test("with another digest than announced is not completed, and can still be", async () => {
        const { id } = await begin();
        await append(id, 0, 12_000);
        expect(await codeOf(storage.complete(id, sha256(randomBytes(5)), signal))).toBe("checksum_mismatch");
        expect(await storage.stat(key, signal)).toBeNull();
        await storage.complete(id, sha256(bytes), signal);
        expect(await read()).toEqual(bytes);
      });

      test("may be completed again when the answer was lost, but not with other bytes", async () => {
        const { id } = await begin();
        await append(id, 0, 3_000);
        const digest = sha256(bytes.subarray(0, 3_000));
        await storage.complete(id, digest, signal);
        expect(await subject.reopen().complete(id, digest, signal)).toMatchObject({ key, size: 3_000 });
        expect(await codeOf(storage.complete(id, sha256(randomBytes(3)), signal))).toBe("checksum_mismatch");
        expect(await storage.statUpload(id, signal)).toMatchObject({ done: true, offset: 3_000 });
        expect(await append(id, 3_000, 4_000)).toEqual({ accepted: false, offset: 3_000 });
      });

      test("that nobody began is no upload", async () => {
        for (const id of [randomUUID(), "../../x", ""]) {
          expect(await codeOf(append(id, 0, 10))).toBe("no_upload");
          expect(await codeOf(storage.complete(id, sha256(bytes), signal))).toBe("no_upload");
        }
        expect(await storage.statUpload(randomUUID(), signal)).toBeNull();
      });

      test("is forgotten when abandoned or swept, and leaves others alone", async () => {
        const [a, b] = [await begin(), await begin()];
        await append(a.id, 0, 100);
        await append(b.id, 0, 200);
        await storage.abandon(a.id, signal);
        await storage.abandon(a.id, signal);
        expect(await storage.statUpload(a.id, signal)).toBeNull();
        expect((await storage.statUpload(b.id, signal))?.offset).toBe(200);
        expect(await storage.sweepUploads(new Date(0), signal)).toBe(0);
        expect(await storage.sweepUploads(new Date(Date.now() + 1_000), signal)).toBe(1);
        expect(await storage.statUpload(b.id, signal)).toBeNull();
      });
    });
  });
}
