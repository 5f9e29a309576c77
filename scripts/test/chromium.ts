import { existsSync } from "node:fs";
import { run } from "../lib/command.mjs";
import { Explained } from "../lib/step.mjs";

const DEBIAN = "/usr/bin/chromium";
const has = (file: string) => existsSync(file);

/**
 * Finds a browser for the end-to-end tests: CHROMIUM_PATH, Debian's, Debian's after installing it (root
 * with apt-get), else Playwright's own download. Returns its path, or null for Playwright's own.
 */
export async function findChromium(): Promise<string | null> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (has(chosen)) return chosen;
    throw new Explained(`CHROMIUM_PATH=${chosen} does not exist.`);
  }
  if (has(DEBIAN)) return DEBIAN;
  if (has("/usr/bin/apt-get") && process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-qq"], { env });
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { env });
    if (has(DEBIAN)) return DEBIAN;
  }
  await run("npx", ["playwright", "install", "chromium"]);
  return null;
}
