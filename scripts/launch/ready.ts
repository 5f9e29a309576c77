import { Explained } from "../lib/step.mjs";

const ASK_MS = 3_000;
const PAUSE_MS = 100;

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
      const reply = await fetch(url, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(ASK_MS)]),
        redirect: "manual",
      });
      await reply.body?.cancel();
      if (reply.status < 500) return;
      last = `it answers ${reply.status}`;
    } catch {
      signal.throwIfAborted();
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Explained(
    `${name} was not ready in ${deadlineMs / 1000} s: ${last} at ${url}. Its log says more.`,
  );
}
