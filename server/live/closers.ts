/** Ends something that would keep the process from exiting; must settle before `signal` aborts. */
export type Closer = (signal: AbortSignal) => Promise<void> | void;

interface Registry {
  closers: Map<symbol, { name: string; close: Closer }>;
  closing: boolean;
}

// One a process, although Next copies modules between its bundles.
const KEY = Symbol.for("voicehive.closers");
const place = globalThis as { [KEY]?: Registry };
const registry = (): Registry => (place[KEY] ??= { closers: new Map(), closing: false });

/** Registers what must end on SIGTERM, such as open streams. Returns how to take it back. */
export function onShutdown(name: string, close: Closer): () => void {
  const id = Symbol(name);
  registry().closers.set(id, { name, close });
  return () => void registry().closers.delete(id);
}

export const isShuttingDown = (): boolean => registry().closing;

/**
 * Ends everything registered, all at once, within `deadlineMs`. Returns the names of those that failed or
 * were too slow. A second call does nothing.
 */
export async function shutDown(deadlineMs: number): Promise<string[]> {
  const { closers, closing } = registry();
  if (closing) return [];
  registry().closing = true;
  const signal = AbortSignal.timeout(deadlineMs);
  const late = new Promise<"late">((resolve) =>
    signal.addEventListener("abort", () => resolve("late"), { once: true }),
  );
  const failed: string[] = [];
  await Promise.all(
    [...closers.values()].map(async ({ name, close }) => {
      const end = await Promise.race([
        Promise.resolve()
          .then(() => close(signal))
          .catch(() => "failed" as const),
        late,
      ]);
      if (end) failed.push(name);
    }),
  );
  closers.clear();
  return failed;
}
