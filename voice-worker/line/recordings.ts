import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "@/server/kernel/logger";
import type { Line } from "@/server/line/contract";
import type { Timers } from "../timing";
import { backOff } from "./backoff";
import { LineRefusal } from "./errors";

const NAME = /^([0-9a-f-]{36})\.(\d+)\.rec(\.part)?$/;

export const recordingFile = (directory: string, callId: string, epoch: number): string =>
  join(directory, `${callId}.${epoch}.rec`);

/**
 * Finished recordings on their way to the app. A file's name says whose it is, so that the next process goes on with
 * what this one left, a recording that broke off in mid-call included. Deleted once the app has it, or does not want it.
 */
export class RecordingUploads {
  private readonly waiting: string[] = [];
  private wake: () => void = () => {};

  constructor(
    private readonly directory: string,
    private readonly line: Pick<Line, "uploadRecording">,
    private readonly timers: Timers,
    private readonly log: Logger,
  ) {}

  /** Takes up what an earlier process left. Call before the first call. */
  async recover(): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.directory)) {
      const found = NAME.exec(name);
      if (!found) continue;
      const whole = name.replace(/\.part$/, "");
      if (found[3]) await rename(join(this.directory, name), join(this.directory, whole));
      this.waiting.push(join(this.directory, whole));
    }
  }

  get size(): number {
    return this.waiting.length;
  }

  add(file: string): void {
    this.waiting.push(file);
    this.wake();
  }

  /** Uploads one after the other until the signal aborts. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      const file = this.waiting[0];
      if (!file) {
        await this.waitForWork(signal);
        continue;
      }
      if (await this.upload(file, signal)) {
        this.waiting.shift();
        failures = 0;
      } else {
        // One that cannot go now must not hold up the others.
        this.waiting.push(this.waiting.shift() as string);
        await backOff(failures++, this.timers, signal);
      }
    }
  }

  private async upload(file: string, signal: AbortSignal): Promise<boolean> {
    const found = NAME.exec(file.slice(this.directory.length + 1));
    const [callId, epoch] = [found?.[1] ?? "", Number(found?.[2])];
    try {
      await this.line.uploadRecording(callId, epoch, file, signal);
      this.log.info({ callId }, "recording uploaded");
    } catch (error) {
      const gone = (error as NodeJS.ErrnoException).code === "ENOENT";
      if (!(error instanceof LineRefusal) && !gone) {
        if (!signal.aborted) this.log.warn({ callId, reason: String(error) }, "recording not uploaded yet");
        return false;
      }
      this.log.warn({ callId, reason: String(error) }, "recording not wanted, deleted");
    }
    await rm(file, { force: true });
    return true;
  }

  private waitForWork(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        signal.removeEventListener("abort", finish);
        this.wake = () => {};
        resolve();
      };
      this.wake = finish;
      signal.addEventListener("abort", finish, { once: true });
      if (signal.aborted) finish();
    });
  }
}
