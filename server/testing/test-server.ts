import { fork } from "node:child_process";
import path from "node:path";

export interface TestServer {
  readonly adminUrl: string;
  /** Stops PostgreSQL and deletes its data. */
  stop(): Promise<void>;
}

type Message = { ready: string } | { failed: string };

/**
 * Starts a throwaway PostgreSQL under a guardian process. The guardian holds a channel to us: when this
 * process ends in any way, Ctrl-C and kill -9 included, it stops the server and deletes the data.
 */
export function startTestServer(): Promise<TestServer> {
  const guardian = fork(path.join(import.meta.dirname, "guardian.ts"), [], {
    execArgv: ["--import", "tsx"],
    detached: true, // a terminal's Ctrl-C must not reach it before our own teardown
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<void>((resolve) => guardian.once("exit", () => resolve()));
  return new Promise((resolve, reject) => {
    guardian.once("error", reject);
    guardian.once("exit", (code) => reject(new Error(`the test database's guardian exited (${code})`)));
    guardian.once("message", (message: Message) => {
      if ("failed" in message) return reject(new Error(message.failed));
      const stop = () => {
        if (guardian.connected) guardian.disconnect();
        return ended;
      };
      resolve({ adminUrl: message.ready, stop });
    });
  });
}
