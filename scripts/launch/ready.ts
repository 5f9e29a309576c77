import http from "node:http";
import { Explained } from "../lib/step.mjs";

const ASK_MS = 3_000;
const PAUSE_MS = 100;

/** The status `url` answers with, on a connection of its own: one kept alive would delay the server's end. */
function ask(url: string, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false, signal, timeout: ASK_MS }, (reply) => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    });
    request.once("timeout", () => request.destroy(new Error("no answer in time")));
    request.once("error", reject);
  });
}

/** Waits until `url` answers with anything but a server error. Gives up after `deadlineMs` or on abort. */
export async function waitForAnswer(
  name: string,
  url: string,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<void> {
  const end = performance.now() + deadlineMs;
  let last = "it does not answer";
  while (performance.now() < end) {
    signal.throwIfAborted();
    try {
      const status = await ask(url, signal);
      if (status < 500) return;
      last = `it answers ${status}`;
    } catch {
      signal.throwIfAborted();
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Explained(
    `${name} was not ready in ${deadlineMs / 1000} s: ${last} at ${url}. Its log says more.`,
  );
}
