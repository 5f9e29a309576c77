import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { anyFreePort } from "@/scripts/lib/ports";
import type { Deps } from "@/server/verbs/ctx";

const READY_MS = 60_000;
const POLL_MS = 100;

/** A real voice worker in a process of its own, with fake speech, registered with the app under test. */
export class WorkerProcess {
  private log = "";

  private constructor(
    readonly mediaUrl: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {
    const take = (data: Buffer) => {
      this.log = (this.log + data.toString()).slice(-20_000);
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
  }

  static async start(deps: Deps, lineUrl: string): Promise<WorkerProcess> {
    const port = await anyFreePort();
    const folder = await mkdtemp(join(tmpdir(), "voicehive-worker-"));
    const { PATH, HOME } = process.env;
    const child = spawn(process.execPath, ["voice-worker/start.mjs"], {
      env: {
        PATH,
        HOME,
        LINE_URL: lineUrl,
        WORKER_ENROLMENT_TOKEN: deps.keys.workerEnrolment,
        WORKER_PORT: String(port),
        WORKER_DATA_DIR: folder,
        WORKER_SPEECH: "fake",
      } as unknown as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const worker = new WorkerProcess(`ws://127.0.0.1:${port}`, child, folder);
    await worker.registered(deps);
    return worker;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Ends the process as a power cut would. */
  kill(): void {
    this.child.kill("SIGKILL");
  }

  /** The end of its log, for the message of a failed expectation. */
  get tail(): string {
    return this.log.slice(-3_000);
  }

  async stop(): Promise<void> {
    if (this.running) {
      const gone = new Promise((resolve) => this.child.once("exit", resolve));
      this.kill();
      await gone;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private async registered(deps: Deps): Promise<void> {
    const until = Date.now() + READY_MS;
    const known = () => deps.system.client.voiceWorker.count({ where: { mediaUrl: this.mediaUrl } });
    while ((await known()) === 0) {
      if (!this.running || Date.now() > until) {
        await this.stop();
        throw new Error(`The worker did not register.\n${this.tail}`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}
