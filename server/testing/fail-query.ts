import type { Socket } from "node:net";
import pg from "pg";

/**
 * When the connection breaks: before the database has the statement, or after it did it and before it could say so.
 * `unheard`: it said so, nobody heard it, and the connection is whole.
 */
export type Break = "unsent" | "unanswered" | "unheard";

type Told = (error: Error | null, result?: unknown) => void;

/**
 * Runs `run` while the statement at place `at` fails as a broken connection does; counted from 0, with the frames of
 * transactions, -1 for none. Gives what was sent, in order. It watches the driver of this process: run nothing else
 * meanwhile.
 */
export async function failQuery(at: number, kind: Break, run: () => Promise<unknown>): Promise<string[]> {
  const original = pg.Client.prototype.query;
  const sent: string[] = [];
  const watched = function (this: pg.Client, ...args: unknown[]): unknown {
    const [first] = args;
    const text = typeof first === "string" ? first : (first as pg.QueryConfig).text;
    if (sent.push(text) - 1 !== at) return Reflect.apply(original, this, args);
    const broken = Object.assign(new Error("Connection terminated unexpectedly"), { code: "ECONNRESET" });
    const breakNow = () => {
      if (kind === "unheard") return broken;
      (this as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
      return broken;
    };
    const told = args.at(-1);
    if (typeof told !== "function")
      return kind === "unsent"
        ? Promise.reject(breakNow())
        : (Reflect.apply(original, this, args) as Promise<unknown>).then(() => Promise.reject(breakNow()));
    const fail = () => (told as Told)(breakNow());
    if (kind === "unsent") return void process.nextTick(fail);
    return Reflect.apply(original, this, [...args.slice(0, -1), fail]);
  };
  pg.Client.prototype.query = watched as typeof original;
  try {
    await run();
  } finally {
    pg.Client.prototype.query = original;
  }
  return sent;
}
