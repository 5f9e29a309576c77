import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { endRunning } from "../lib/command.mjs";
import { Explained, say } from "../lib/step.mjs";
import { add, type Counts, NONE, toLine } from "./counts";
import { beginBuild, runStage, stages } from "./stages";

/** Runs all stages, or those named, and ends with the sum over every runner on a line of its own. */
export async function main(args: readonly string[]): Promise<void> {
  const unknown = args.find((name) => !(name in stages));
  if (unknown)
    throw new Explained(`There is no stage "${unknown}". Stages: ${Object.keys(stages).join(", ")}.`);
  const reports = mkdtempSync(path.join(os.tmpdir(), "voicehive-reports-"));
  let interrupted = false;
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(name, () => {
      interrupted = true;
      endRunning("SIGINT");
    });

  const lines: string[] = [];
  let total = NONE;
  const chosen = args.length > 0 ? args : Object.keys(stages);
  for (const name of chosen) {
    if (interrupted) break;
    // Not sooner: unit tests have real deadlines, and no wait to fill.
    if (name === "db" && chosen.some((other) => other === "e2e" || other === "kill")) beginBuild();
    say(`\n── ${name} ──`);
    const begun = performance.now();
    const counts = await runStage(name, reports);
    const sum = counts.reduce<Counts>(add, NONE);
    total = add(total, sum);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    lines.push(`  ${name.padEnd(11)} ${counts.length > 0 ? toLine(sum) : "no tests"}  (${seconds} s)`);
  }
  rmSync(reports, { recursive: true, force: true });
  if (interrupted) total = add(total, { ...NONE, failed: 1 });
  if (total.failures.length > 0) say(`\nFailed:\n${total.failures.map((line) => `  ✗ ${line}`).join("\n")}`);
  say(`\n${lines.join("\n")}\n${interrupted ? "Interrupted.\n" : ""}`);
  say(toLine(total));
  process.exit(total.failed > 0 ? 1 : 0);
}
