import { type FileHandle, mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { newId } from "@/server/kernel/ids";
import { Sealer } from "@/server/line/seal";
import { MAX_SEGMENT_BYTES, type SpoolRecord } from "@/server/line/spool-format";

const SUFFIX = ".spool";

/** The spool cannot take more: what is not in it is not acknowledged. */
export class SpoolFull extends Error {
  override readonly name = "SpoolFull";
}

interface Segment {
  name: string;
  file: FileHandle;
  sealer: Sealer;
  bytes: number;
  /** Records of this segment that were not replayed yet. */
  open: number;
}

interface Entry {
  record: SpoolRecord;
  segment: Segment;
  bytes: number;
}

/**
 * What must not be lost while the app is away: an append-only directory of sealed segments. `append` resolves after
 * the record is fsynced. The living process replays its records in order from memory (the files cannot be read here);
 * segments of a process that died are handed to the app as they are.
 */
export class Spool {
  private readonly entries: Entry[] = [];
  private current: Segment | undefined;
  private chain: Promise<unknown> = Promise.resolve();
  private heldBytes = 0;
  private closed = false;

  private constructor(
    private readonly directory: string,
    private readonly sealKey: string,
    private readonly maxBytes: number,
    /** Segments an earlier process left behind. */
    readonly orphans: readonly string[],
  ) {}

  /** Opens the spool in `directory`, made when missing. `maxBytes` bounds what waits on disk and in memory. */
  static async open(directory: string, sealKey: string, maxBytes = 64 << 20): Promise<Spool> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const names = (await readdir(directory)).filter((name) => name.endsWith(SUFFIX)).sort();
    return new Spool(directory, sealKey, maxBytes, names);
  }

  get size(): number {
    return this.entries.length;
  }

  get bytes(): number {
    return this.heldBytes;
  }

  /** True when something of this call waits: what follows must wait behind it. */
  holds(callId: string): boolean {
    return this.entries.some((entry) => entry.record.callId === callId);
  }

  /** Appends in order. Resolves once the record is on the disk; rejects with SpoolFull or the disk's error. */
  append(record: SpoolRecord): Promise<void> {
    const write = this.chain.then(() => this.write(record));
    this.chain = write.catch(() => {});
    return write;
  }

  /** The oldest record that waits. */
  head(): SpoolRecord | undefined {
    return this.entries[0]?.record;
  }

  /** The oldest record has reached the app. Its segment is deleted once all its records have. */
  async drop(): Promise<void> {
    const entry = this.entries.shift();
    if (!entry) return;
    this.heldBytes -= entry.bytes;
    entry.segment.open -= 1;
    if (entry.segment.open > 0) return;
    // The chain keeps this from overtaking an append into the same segment.
    const retire = this.chain.then(() => this.retire(entry.segment));
    this.chain = retire.catch(() => {});
    await retire;
  }

  readOrphan(name: string): Promise<Buffer> {
    return readFile(join(this.directory, name));
  }

  async removeOrphan(name: string): Promise<void> {
    await rm(join(this.directory, name), { force: true });
  }

  /** Closes the files. What waits stays on the disk for the next process. */
  async close(): Promise<void> {
    this.closed = true;
    await this.chain;
    await this.current?.file.close();
    this.current = undefined;
  }

  private async write(record: SpoolRecord): Promise<void> {
    if (this.closed) throw new SpoolFull("The spool is closed.");
    const plain = Buffer.from(JSON.stringify(record));
    if (this.heldBytes + plain.length > this.maxBytes) throw new SpoolFull("The spool is full.");
    const segment = await this.segmentFor(plain.length);
    const box = segment.sealer.seal(plain);
    await writeAll(segment.file, box, segment.bytes);
    await segment.file.datasync();
    segment.bytes += box.length;
    segment.open += 1;
    this.heldBytes += plain.length;
    this.entries.push({ record, segment, bytes: plain.length });
  }

  private async segmentFor(bytes: number): Promise<Segment> {
    const { current } = this;
    if (current && current.bytes + bytes + 64 <= MAX_SEGMENT_BYTES) return current;
    if (current) await current.file.close();
    const name = `${newId()}${SUFFIX}`;
    const sealer = new Sealer(this.sealKey);
    const file = await open(join(this.directory, name), "wx", 0o600);
    await writeAll(file, sealer.header, 0);
    await syncDirectory(this.directory);
    this.current = { name, file, sealer, bytes: sealer.header.length, open: 0 };
    return this.current;
  }

  private async retire(segment: Segment): Promise<void> {
    if (segment.open > 0) return;
    if (segment === this.current) {
      this.current = undefined;
      await segment.file.close();
    }
    await rm(join(this.directory, segment.name), { force: true });
  }
}

/** A failed write may leave half a frame; the next one starts at the same place and covers it. */
async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

/** A new file's name is on the disk only when its directory is. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
