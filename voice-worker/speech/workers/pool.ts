import { Worker } from "node:worker_threads";
import { SpeechError } from "../errors";
import type { JobMessage, ReplyMessage } from "./serve";

export interface PoolOptions {
  /** Names the engine in errors. */
  name: string;
  /** The TypeScript file that calls `serve`. */
  entry: URL;
  threads: number;
  /** Jobs that may wait; one more is refused with a retryable SpeechError. */
  maxQueue: number;
  /** A job that takes longer costs the thread its life. */
  jobTimeoutMs: number;
  /** What a thread's first job may take on top, for loading the engine. */
  startMs?: number;
  data?: unknown;
}

interface Job {
  id: number;
  body: unknown;
  resolve(reply: unknown): void;
  reject(reason: unknown): void;
}

interface Thread {
  worker: Worker;
  job: Job | undefined;
  timer: NodeJS.Timeout | undefined;
  started: boolean;
}

const START_MS = 15_000;
const START = new URL("./start.mjs", import.meta.url);

/**
 * A bounded pool of worker threads, started on demand, one job a thread. An aborted job leaves the queue at once;
 * one already running is abandoned and its thread is free when the (short) job ends. Idle threads never keep the
 * process alive.
 */
export class ThreadPool<Body, Reply> {
  readonly #options: PoolOptions;
  readonly #threads = new Set<Thread>();
  readonly #queue: Job[] = [];
  #nextId = 1;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Jobs running or waiting. */
  get load(): number {
    return this.#queue.length + [...this.#threads].filter((thread) => thread.job).length;
  }

  /** True when a job given now would start now. */
  get idle(): boolean {
    return !this.#closed && this.load < this.#options.threads;
  }

  /** Runs a job. Rejects with the signal's reason when aborted, with a SpeechError when full, failed, late or closed. */
  run(body: Body, signal: AbortSignal): Promise<Reply> {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.#closed) return Promise.reject(this.#error("is closed", false));
    if (this.#queue.length >= this.#options.maxQueue)
      return Promise.reject(this.#error("has no free place", true));
    return new Promise<Reply>((resolve, reject) => {
      const onAbort = () => {
        const at = this.#queue.indexOf(job);
        if (at >= 0) this.#queue.splice(at, 1);
        reject(signal.reason);
      };
      const done = () => signal.removeEventListener("abort", onAbort);
      const job: Job = {
        id: this.#nextId++,
        body,
        resolve: (reply) => {
          done();
          resolve(reply as Reply);
        },
        reject: (reason) => {
          done();
          reject(reason);
        },
      };
      signal.addEventListener("abort", onAbort, { once: true });
      this.#queue.push(job);
      this.#dispatch();
    });
  }

  /** Starts every thread and runs the job once on each, so that first use is not cold. */
  async warmUp(body: Body, signal: AbortSignal): Promise<void> {
    await Promise.all(Array.from({ length: this.#options.threads }, () => this.run(body, signal)));
  }

  /** Fails what runs and waits, and ends all threads. Idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) job.reject(this.#error("was closed", false));
    const threads = [...this.#threads];
    for (const thread of threads) this.#settle(thread)?.reject(this.#error("was closed", false));
    this.#threads.clear();
    await Promise.all(threads.map((thread) => thread.worker.terminate()));
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const free = [...this.#threads].find((thread) => !thread.job);
      const thread = free ?? (this.#threads.size < this.#options.threads ? this.#start() : undefined);
      const job = thread && this.#queue.shift();
      if (!thread || !job) return;
      thread.job = job;
      thread.worker.ref();
      const { jobTimeoutMs, startMs = START_MS } = this.#options;
      const allowed = jobTimeoutMs + (thread.started ? 0 : startMs);
      thread.timer = setTimeout(() => this.#lose(thread, "took too long"), allowed);
      thread.worker.postMessage({ id: job.id, body: job.body } satisfies JobMessage);
    }
  }

  #start(): Thread {
    const { entry, data } = this.#options;
    const worker = new Worker(START, { execArgv: [], workerData: { entry: entry.href, data } });
    const thread: Thread = { worker, job: undefined, timer: undefined, started: false };
    worker.unref();
    worker.on("message", (reply: ReplyMessage) => {
      thread.started = true;
      if (thread.job?.id !== reply.id) return;
      const job = this.#settle(thread);
      if (reply.ok) job?.resolve(reply.body);
      else job?.reject(this.#error(`failed: ${reply.message}`, true));
      this.#dispatch();
    });
    worker.on("error", (error) => this.#lose(thread, `broke: ${error.message}`));
    worker.on("exit", () => this.#lose(thread, "stopped"));
    this.#threads.add(thread);
    return thread;
  }

  /** Takes the thread's job off it. */
  #settle(thread: Thread): Job | undefined {
    const { job } = thread;
    clearTimeout(thread.timer);
    thread.timer = undefined;
    thread.job = undefined;
    if (!this.#closed) thread.worker.unref();
    return job;
  }

  #lose(thread: Thread, why: string): void {
    if (!this.#threads.delete(thread)) return;
    this.#settle(thread)?.reject(this.#error(why, true));
    void thread.worker.terminate();
    if (!this.#closed) this.#dispatch();
  }

  #error(what: string, retryable: boolean): SpeechError {
    return new SpeechError(`${this.#options.name} ${what}.`, this.#options.name, retryable);
  }
}
