export interface Loop {
  /** Looks at once, or once more when a look is under way. */
  wakeUp(): void;
  /** Resolves when the look under way has ended. */
  stop(): Promise<void>;
}

/** Looks again and again: at once while there is something to do, every `pollMs` when there is not. */
export function startLoop(
  look: () => Promise<boolean>,
  pollMs: number,
  onError: (error: unknown) => void,
): Loop {
  let stopping = false;
  let woken = false;
  let endPause: () => void = () => {};
  const wakeUp = () => {
    woken = true;
    endPause();
  };
  const pause = async (milliseconds: number) => {
    if (!woken && !stopping) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        endPause = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    woken = false;
  };
  const run = async () => {
    while (!stopping) {
      try {
        if (!(await look())) await pause(pollMs);
      } catch (error) {
        onError(error);
        await pause(Math.max(pollMs, 1_000));
      }
    }
  };
  const running = run();
  return {
    wakeUp,
    stop() {
      stopping = true;
      wakeUp();
      return running;
    },
  };
}
