import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newId } from "@/server/kernel/ids";
import type { CallOpening, CallVendors } from "@/server/line/contract";
import { LineDouble } from "@/voice-worker/testing/line-double";
import { LineDoubleServer } from "@/voice-worker/testing/line-double-http";
import type { TurnStamps } from "./stamps";
import type { Census, Question } from "./worker";

const READY_MS = 60_000;
const ANSWER_MS = 10_000;
const END_MS = 15_000;

export interface TargetOptions {
  /** The worker's entry; the one with doubles for speech and brain, or production's. */
  entry: "scripts/bench/calls/start.mjs" | "voice-worker/start.mjs";
  opening?: Partial<CallOpening>;
  capacity: number;
  /** Directory for a CPU profile of the worker, written when it ends. */
  profile?: string | undefined;
}

/** Vendors of a call that all stand at one address, as doubles do. */
export function vendorsAt(url: string, wanted: { asr: "deepgram" | "whisper"; model: boolean }): CallVendors {
  const apiKey = "bench-0000000000000000";
  const baseUrl = url.replace(/\/$/, "");
  const ear =
    wanted.asr === "deepgram"
      ? { vendor: wanted.asr, apiKey, baseUrl, model: "nova-3" }
      : { vendor: wanted.asr, apiKey, baseUrl: `${baseUrl}/v1`, model: "whisper-1" };
  return {
    asr: [ear],
    llm: wanted.model ? [{ vendor: "openai", apiKey, baseUrl: `${baseUrl}/v1`, model: "gpt-5-mini" }] : [],
    tts: [{ vendor: "elevenlabs", apiKey, baseUrl, voice: "bench", model: "eleven_flash_v2_5" }],
    pronunciations: [],
  };
}

type Answer = { stamps?: Record<string, TurnStamps>; census?: Census };

/** A worker in a process of its own with the line double as its app, ready to be called. */
export class Target {
  private constructor(
    readonly double: LineDouble,
    private readonly server: LineDoubleServer,
    private readonly child: ChildProcess,
    private readonly folder: string,
    /** Listens to questions; production's worker does not. */
    private readonly isBench: boolean,
  ) {}

  static async start(options: TargetOptions): Promise<Target> {
    const double = new LineDouble(options.opening ? { opening: options.opening } : {});
    const server = await new LineDoubleServer(double).start();
    const folder = await mkdtemp(join(tmpdir(), "voicehive-bench-"));
    const { PATH, HOME } = process.env;
    const profiled = options.profile ? ["--cpu-prof", `--cpu-prof-dir=${options.profile}`] : [];
    const child = fork(options.entry, [], {
      execArgv: ["--expose-gc", ...profiled],
      env: {
        PATH,
        HOME,
        NODE_ENV: "production",
        LINE_URL: server.url,
        WORKER_ENROLMENT_TOKEN: server.enrolmentToken,
        WORKER_PORT: "0",
        WORKER_CAPACITY: String(options.capacity),
        SPOOL_DIR: folder,
        WORKER_DRAIN_SECONDS: "1",
        LOG_LEVEL: "error",
      } as unknown as NodeJS.ProcessEnv,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const target = new Target(double, server, child, folder, options.entry !== "voice-worker/start.mjs");
    try {
      await target.registered();
      return target;
    } catch (error) {
      await target.stop();
      throw error;
    }
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Where the worker takes media, without a path. */
  get mediaUrl(): string {
    return this.server.registrations.at(-1)?.mediaUrl ?? "";
  }

  /** A call nobody has opened yet: its id and the token that opens it. */
  async newCall(): Promise<{ callId: string; token: string }> {
    const callId = newId();
    return { callId, token: await this.double.token({ callId, channel: "simulator" }) };
  }

  /** A voice webhook for meters from outside: answers any POST with TwiML that streams to the worker. */
  async serveWebhook(port: number): Promise<{ url: string; stop(): void }> {
    const web = createServer(async (request, response) => {
      request.resume();
      const { token } = await this.newCall();
      const stream = `<Stream url="${this.mediaUrl}/media/twilio"><Parameter name="token" value="${token}"/></Stream>`;
      response.writeHead(200, { "content-type": "text/xml" });
      response.end(`<?xml version="1.0"?><Response><Connect>${stream}</Connect></Response>`);
    });
    await new Promise<void>((resolve) => web.listen(port, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(web.address() as AddressInfo).port}/voice`;
    return { url, stop: () => void web.close() };
  }

  /** Waits until the worker has no call and nothing left to tell the app; false when that takes too long. */
  async idle(ms: number): Promise<boolean> {
    const url = `${this.mediaUrl.replace(/^ws/, "http")}/metrics`;
    const quiet = /^voice_sessions_active 0$[\s\S]*^voicehive_worker_spool_records 0$/m;
    for (const until = Date.now() + ms; Date.now() < until; ) {
      const text = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) }).then((reply) => reply.text());
      if (quiet.test(text)) return true;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return false;
  }

  async stamps(): Promise<Record<string, TurnStamps>> {
    return (await this.ask("stamps")).stamps ?? {};
  }

  async census(): Promise<Census> {
    const { census } = await this.ask("census");
    if (!census) throw new Error("The worker gave no census.");
    return census;
  }

  /** Ends the worker in order, so that a profile is written, and everything around it. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise((resolve) => this.child.once("exit", resolve));
      const late = setTimeout(() => this.child.kill("SIGKILL"), END_MS);
      if (this.isBench) this.child.send("end" satisfies Question);
      else this.child.kill("SIGTERM");
      await ended;
      clearTimeout(late);
    }
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async registered(): Promise<void> {
    const until = Date.now() + READY_MS;
    while (this.server.heartbeats.length === 0) {
      if (this.child.exitCode !== null) throw new Error("The worker did not start.");
      if (Date.now() > until) throw new Error("The worker did not register in time.");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("The worker did not answer.")), ANSWER_MS);
      this.child.once("message", (answer) => {
        clearTimeout(late);
        resolve(answer as Answer);
      });
      this.child.send(question);
    });
  }
}
