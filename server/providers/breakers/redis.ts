import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { z } from "zod";
import { limitsOf } from "@/server/kernel/breaker";
import type { BreakerBoard, BreakerNotice } from "./port";

const CHANNEL = "voicehive:breakers";
const TABLE = "voicehive:breakers:open";
const Message = z.object({
  from: z.string().max(64),
  key: z.string().min(1).max(200),
  state: z.enum(["open", "closed"]),
});

export interface RedisBoardOptions {
  url: string;
  /** How long an opened breaker is told to who joins later, milliseconds; less where its own limits say less. */
  windowMs: number;
  /** The first trouble of each kind; Redis away is no error of the product. */
  onTrouble?(message: string): void;
}

const clientOf = (url: string): Redis =>
  new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 3_000,
    commandTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(5_000, attempt * 200),
  });

/** A channel for what happens and a table, by key and expiry, for who comes later. Two connections a process. */
export function createRedisBoard({ url, windowMs, onTrouble }: RedisBoardOptions): BreakerBoard {
  const me = randomUUID();
  const speaking = clientOf(url);
  const listening = clientOf(url);
  const listeners = new Set<(notice: BreakerNotice) => void>();
  let told = false;
  const trouble = (error: Error) => {
    if (!told) onTrouble?.(`Redis: ${error.message}`);
    told = true;
  };
  const open = (client: Redis) => void client.connect().catch(trouble);
  for (const client of [speaking, listening]) client.on("error", trouble);
  speaking.on("ready", () => {
    told = false;
  });
  listening.on("ready", () => void listening.subscribe(CHANNEL).catch(trouble));
  listening.on("message", (_, text: string) => {
    const notice = readMessage(text);
    if (!notice || notice.from === me) return;
    for (const heard of listeners) heard({ key: notice.key, state: notice.state });
  });

  /** Tells one listener what is open now, and throws away what was open long ago. */
  const tellOpen = async (heard: (notice: BreakerNotice) => void): Promise<void> => {
    const table = await speaking.hgetall(TABLE);
    const now = Date.now();
    const old: string[] = [];
    for (const [key, until] of Object.entries(table)) {
      if (Number(until) > now) heard({ key, state: "open" });
      else old.push(key);
    }
    if (old.length > 0) await speaking.hdel(TABLE, ...old);
  };
  open(speaking);
  open(listening);

  return {
    announce({ key, state }) {
      const text = JSON.stringify({ from: me, key, state });
      const kept =
        state === "open"
          ? speaking.hset(TABLE, key, String(Date.now() + Math.min(windowMs, limitsOf(key).windowMs)))
          : speaking.hdel(TABLE, key);
      kept.catch(trouble);
      speaking.publish(CHANNEL, text).catch(trouble);
    },
    listen(heard) {
      listeners.add(heard);
      const tell = () => void tellOpen(heard).catch(trouble);
      if (speaking.status === "ready") tell();
      speaking.on("ready", tell);
      return () => {
        listeners.delete(heard);
        speaking.off("ready", tell);
      };
    },
    async close() {
      listeners.clear();
      speaking.disconnect();
      listening.disconnect();
    },
  };
}

function readMessage(text: string): z.infer<typeof Message> | undefined {
  try {
    return Message.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
