import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { partHeader } from "@/server/line/recording-header";
import { Sealer } from "@/server/line/seal";
import type { CallRecording } from "./recording";

/** Audio is written this long after it was heard: a barge-in may still take line audio back, a late frame may come. */
const SETTLE_MS = 1_000;
/** Written in pieces of at least this much. */
const PIECE_MS = 2_000;
const WINDOW_MS = 8_000;
/** A guest frame further than this from where it should be means a gap on the way, not jitter. */
const JITTER_MS = 250;
const MAX_PENDING_BYTES = 2 << 20;

export interface RecordingOptions {
  /** Where the finished file goes; it is written beside it with `.part` until then. */
  file: string;
  sealKey: string;
  sampleRate: 8000 | 16000;
  on: boolean;
  onFailure(error: Error): void;
}

interface Sink {
  sealer: Sealer;
  write(bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

/**
 * Stereo recording, guest left, line right, on the timeline of the call: what the line says stands where the guest heard
 * it. The file begins where this worker first heard something, and its header says where that is: of a call that came
 * here later, what was before is another file. Sealed piece by piece; no plain audio touches the disk.
 */
export class SealedRecording implements CallRecording {
  private left: Int16Array;
  private right: Int16Array;
  /** Sample of the call's timeline at which the window begins; unknown until something is heard. */
  private base: number | undefined;
  private guestCursor = 0;
  private reached = 0;
  private sink: Promise<Sink> | undefined;
  private chain: Promise<void> = Promise.resolve();
  private pending = 0;
  private recording: boolean;
  private failed = false;

  constructor(private readonly options: RecordingOptions) {
    this.left = new Int16Array(this.samples(WINDOW_MS));
    this.right = new Int16Array(this.samples(WINDOW_MS));
    this.recording = options.on;
  }

  get on(): boolean {
    return this.recording && !this.failed;
  }

  guest(pcm: Int16Array, atMs: number): void {
    if (!this.on) return;
    const due = this.samples(atMs) - pcm.length;
    this.begin(due);
    if (Math.abs(due - this.guestCursor) > this.samples(JITTER_MS)) this.guestCursor = Math.max(0, due);
    this.advance(atMs);
    this.place(this.left, pcm, this.guestCursor);
    this.guestCursor += pcm.length;
  }

  line(pcm: Int16Array, atMs: number): void {
    if (!this.on) return;
    this.begin(this.samples(atMs));
    this.place(this.right, pcm, this.samples(atMs));
  }

  cutLine(atMs: number): void {
    const from = this.samples(atMs) - (this.base ?? 0);
    if (from < this.right.length) this.right.fill(0, Math.max(0, from));
  }

  async set(on: boolean): Promise<void> {
    if (on === this.recording) return;
    this.recording = on;
    if (on) return;
    const sink = this.sink;
    this.sink = undefined;
    this.base = undefined;
    this.guestCursor = 0;
    this.reached = 0;
    this.left.fill(0);
    this.right.fill(0);
    await this.discard(sink);
  }

  async finish(): Promise<string | undefined> {
    if (this.failed) return undefined;
    if (!this.on || this.base === undefined || this.reached === this.base) {
      await this.discard(this.sink);
      return undefined;
    }
    this.recording = false;
    this.flush(this.reached, true);
    await this.chain;
    const sink = await this.sink?.catch(() => undefined);
    if (!sink || this.failed) return undefined;
    await sink.close();
    await rename(this.part, this.options.file);
    return this.options.file;
  }

  private get part(): string {
    return `${this.options.file}.part`;
  }

  private samples(ms: number): number {
    return Math.round((ms * this.options.sampleRate) / 1000);
  }

  /** The first sound places the window, a little before it: the other side's may come late. */
  private begin(sample: number): void {
    if (this.base !== undefined) return;
    this.base = Math.max(0, sample - this.samples(SETTLE_MS));
    this.reached = this.base;
  }

  /** Moves the window so that `atMs` fits, writing what leaves it. */
  private advance(atMs: number): void {
    this.reached = Math.max(this.reached, this.samples(atMs));
    const settled = this.reached - this.samples(SETTLE_MS);
    for (let from = this.base ?? 0; settled - from >= this.samples(PIECE_MS); from = this.base ?? settled)
      this.flush(Math.min(settled, from + this.left.length));
  }

  private place(channel: Int16Array, pcm: Int16Array, at: number): void {
    const from = at - (this.base ?? 0);
    const start = Math.max(0, from);
    const end = Math.min(channel.length, from + pcm.length);
    if (end > start) channel.set(pcm.subarray(start - from, end - from), start);
  }

  private flush(until: number, last = false): void {
    const from = this.base ?? 0;
    const count = Math.max(0, Math.min(until - from, this.left.length));
    const bytes = Buffer.alloc(count * 4);
    for (let i = 0; i < count; i++) {
      bytes.writeInt16LE(this.left[i] as number, i * 4);
      bytes.writeInt16LE(this.right[i] as number, i * 4 + 2);
    }
    for (const channel of [this.left, this.right]) {
      channel.copyWithin(0, count);
      channel.fill(0, channel.length - count);
    }
    this.base = from + count;
    this.append(bytes, last, from);
  }

  private append(bytes: Buffer, last: boolean, from: number): void {
    if (this.failed) return;
    if (this.pending + bytes.length > MAX_PENDING_BYTES)
      return this.fail(new Error("The disk is too slow to record."));
    this.pending += bytes.length;
    this.sink ??= this.openSink(from);
    const sink = this.sink;
    this.chain = this.chain
      .then(async () => {
        const { sealer, write } = await sink;
        await write(sealer.seal(bytes, last));
      })
      .catch((error: unknown) => this.fail(error as Error))
      .finally(() => {
        this.pending -= bytes.length;
      });
  }

  /** A call goes on without its recording; half of one is not kept. */
  private fail(error: Error): void {
    if (this.failed) return;
    this.failed = true;
    this.options.onFailure(error);
    // Where it could not be written it may not be possible to delete either; the next start looks again.
    this.discard(this.sink).catch(() => {});
  }

  private async openSink(startSample: number): Promise<Sink> {
    await mkdir(dirname(this.part), { recursive: true, mode: 0o700 });
    const file = await open(this.part, "w", 0o600);
    const sealer = new Sealer(this.options.sealKey);
    await file.writeFile(sealer.header);
    await file.writeFile(sealer.seal(partHeader(this.options.sampleRate, startSample)));
    return {
      sealer,
      write: (bytes) => file.writeFile(bytes),
      close: async () => {
        await file.sync().finally(() => file.close());
      },
    };
  }

  private async discard(sink: Promise<Sink> | undefined): Promise<void> {
    await this.chain;
    const opened = await sink?.catch(() => undefined);
    await opened?.close().catch(() => {});
    await rm(this.part, { force: true });
  }
}
