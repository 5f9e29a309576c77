const started = performance.now();

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Prints one line of the launcher. A closed terminal must not end the launcher, so errors are dropped. */
export function say(line = "") {
  process.stdout.write(`${line}\n`);
}
process.stdout.on("error", () => {});

/** Seconds since this process began its work, as text. */
export const elapsed = () => seconds(performance.now() - started);

/** A failure that a person can act on: only its message is shown, never a stack. */
export class Explained extends Error {
  name = "Explained";
}

/**
 * Runs one piece of set-up and prints what it was and how long it took. Work under 50 ms that returns
 * `"nothing to do"` stays silent, so that a second start shows only what it really did.
 */
export async function step(name, work) {
  const begun = performance.now();
  const ticker = setInterval(() => say(`  … ${name} (${seconds(performance.now() - begun)})`), 15_000);
  try {
    const result = await work();
    if (result !== "nothing to do") say(`  ✓ ${name}  ${seconds(performance.now() - begun)}`);
    return result;
  } catch (error) {
    say(`  ✗ ${name}  ${seconds(performance.now() - begun)}`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

/** Prints a failure in the shortest form that helps and returns the exit code 1. */
export function explain(error) {
  const noSpace = error?.code === "ENOSPC" || /no space left on device/i.test(String(error?.message));
  if (noSpace) say("\nThe disk is full. Free some space and start again; nothing was lost.");
  else if (error?.name === "Explained") say(`\n${error.message}`);
  else say(`\n${error?.stack ?? error}`);
  return 1;
}
