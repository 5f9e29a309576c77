import { existsSync } from "node:fs";
import path from "node:path";
import { run } from "../lib/command.mjs";
import { root } from "../lib/root.mjs";
import { elapsed, say } from "../lib/step.mjs";

const bin = (relative: string) => path.join(root, "node_modules", relative);
const node = (program: string, ...args: string[]) =>
  run(process.execPath, [bin(program), ...args], { lines: 400 });

/** Next writes the types of the routes; without them a page's props cannot be checked. */
async function types(): Promise<void> {
  if (existsSync(path.join(root, "app"))) await node("next/dist/bin/next", "typegen");
  await node("typescript/bin/tsc", "--noEmit", "--incremental", "--pretty", "false");
}

const checks: Readonly<Record<string, () => Promise<unknown>>> = {
  types,
  lint: () => node("@biomejs/biome/bin/biome", "check", "--error-on-warnings", "--max-diagnostics=100"),
  boundaries: () =>
    node(
      "dependency-cruiser/bin/dependency-cruise.mjs",
      ...["--config", ".dependency-cruiser.cjs", "--output-type", "err", "."],
    ),
  "dead code": () => node("knip/bin/knip.js", "--no-progress"),
};

async function runCheck(name: string, check: () => Promise<unknown>): Promise<boolean> {
  const begun = performance.now();
  const took = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  try {
    await check();
    say(`  ✓ ${name}  ${took()}`);
    return true;
  } catch (error) {
    say(`  ✗ ${name}  ${took()}\n${(error as Error).message}\n`);
    return false;
  }
}

/** Types, lint, boundaries and dead code, side by side and without a database. Names may be given to run some. */
export async function main(args: readonly string[]): Promise<void> {
  const wanted = Object.entries(checks).filter(([name]) => args.length === 0 || args.includes(name));
  const results = await Promise.all(wanted.map(([name, check]) => runCheck(name, check)));
  const failed = results.filter((ok) => !ok).length;
  say(`Checked in ${elapsed()}.`);
  say(`${results.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
