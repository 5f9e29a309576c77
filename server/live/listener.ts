import pg from "pg";
import type { Logger } from "@/server/kernel/logger";
import { LIVE_CHANNEL } from "@/server/verbs/record";
import type { LiveHub } from "./hub";
import { parsePayload } from "./notice";

export interface ListenerOptions {
  /** Past any pooler: LISTEN belongs to one connection. */
  url: string;
  hub: LiveHub;
  log: Logger;
  firstDelayMs?: number;
  longestDelayMs?: number;
  /** How often the connection is asked whether it still lives, in ms; also the pace of the polling backstop. */
  checkMs?: number;
}

const CONNECT_MS = 5_000;

/**
 * The one LISTEN connection of a process. When it breaks it connects again with a growing delay; while it is
 * away every stream is told to read again now and then, and once more when it is back.
 */
export class LiveListener {
  private client: pg.Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private backstop: NodeJS.Timeout | null = null;
  private attempts = 0;
  private lost = false;
  private stopped = false;

  constructor(private readonly options: ListenerOptions) {}

  get connected(): boolean {
    return this.client !== null;
  }

  /** Begins to listen; resolves after the first attempt, whether it worked or not. */
  async start(): Promise<void> {
    const { checkMs = 10_000 } = this.options;
    this.backstop = setInterval(() => void this.check(), checkMs);
    this.backstop.unref();
    await this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    if (this.backstop) clearInterval(this.backstop);
    const { client } = this;
    this.client = null;
    client?.removeAllListeners();
    client?.on("error", () => {});
    await client?.end().catch(() => {});
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.options.url,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: CONNECT_MS,
      keepAlive: true,
      application_name: "voicehive live",
    });
    let over = false;
    const fail = () => {
      if (over) return;
      over = true;
      if (this.client === client) this.client = null;
      client.end().catch(() => {});
      this.retry();
    };
    client.on("error", fail);
    client.on("end", fail);
    client.on("notification", ({ payload }) => {
      const parsed = parsePayload(payload ?? "");
      if (parsed) this.options.hub.publish(parsed.tenantId, parsed.events);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${LIVE_CHANNEL}`);
    } catch {
      return fail();
    }
    if (over) return;
    if (this.stopped) return void (await client.end().catch(() => {}));
    this.client = client;
    this.attempts = 0;
    if (this.lost) this.options.hub.publishUnknown();
    this.lost = false;
  }

  private retry(): void {
    if (this.stopped) return;
    if (!this.lost) this.options.log.warn({}, "The live connection to the database was lost");
    this.lost = true;
    const { firstDelayMs = 250, longestDelayMs = 10_000 } = this.options;
    const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** this.attempts++);
    this.timer = setTimeout(() => void this.connect(), delay);
    this.timer.unref();
  }

  /** A connection whose other end vanished looks alive until somebody asks it something. */
  private async check(): Promise<void> {
    const { client } = this;
    if (!client) return this.options.hub.publishUnknown();
    try {
      await client.query("SELECT 1");
    } catch {
      client.emit("error", new Error("The live connection does not answer"));
    }
  }
}
