import type { Logger } from "@/server/kernel/logger";
import { shutDown } from "@/server/live";

const CLOSERS_MS = 1_000;
const BACKGROUND_MS = 3_000;
const EXIT_MS = 4_800;

const settled = (work: Promise<unknown>, ms: number): Promise<boolean> =>
  Promise.race([
    work.then(
      () => true,
      () => false,
    ),
    new Promise<false>((resolve) => setTimeout(() => resolve(false), ms).unref()),
  ]);

/**
 * Ends the process in order on SIGTERM and SIGINT: open streams, background work, then what the server itself does.
 * Next's own handler would exit in the middle of ours, so it is called last; after five seconds the process ends anyway.
 */
export function endInOrder(stopBackground: () => Promise<void>, log: Logger): void {
  for (const [signal, code] of [
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const) {
    const others = process.listeners(signal) as ((signal: NodeJS.Signals) => void)[];
    process.removeAllListeners(signal);
    let ending = false;
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      setTimeout(() => process.exit(code), EXIT_MS).unref();
      void (async () => {
        const late = await shutDown(CLOSERS_MS);
        const ended = await settled(stopBackground(), BACKGROUND_MS);
        log.info({ late, backgroundEnded: ended }, "the app is ending");
        if (others.length === 0) process.exit(code);
        for (const other of others) other(signal);
      })();
    });
  }
}
