import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureBuild } from "../launch/build";
import { recover } from "../launch/state";
import { run } from "../lib/command.mjs";
import { filesBelow } from "../lib/fingerprint.mjs";
import { anyFreePort } from "../lib/ports";
import { root } from "../lib/root.mjs";
import { say, step } from "../lib/step.mjs";
import { findChromium } from "./chromium";
import { type Counts, fromOutput, fromPlaywright, fromVitest, NONE, readReport, settle } from "./counts";

type Environment = Record<string, string | undefined>;

const bin = (relative: string) => path.join(root, "node_modules", relative);
const FOLDERS = [
  "app",
  "components",
  "server",
  "inngest",
  "voice-worker",
  "scripts",
  "prisma",
  "e2e",
  "hooks",
];

const anyFile = (pattern: RegExp) =>
  filesBelow(
    FOLDERS.map((name) => path.join(root, name)),
    (entry) => !entry.endsWith("/generated"),
  ).some((file) => pattern.test(file));

/** Runs a program on the terminal; true when it exits with 0. */
async function succeeds(args: readonly string[], env: Environment = {}): Promise<boolean> {
  try {
    await run(process.execPath, args, { env: { ...process.env, ...env }, inherit: true });
    return true;
  } catch {
    return false;
  }
}

async function vitest(
  reports: string,
  name: string,
  args: readonly string[],
  env?: Environment,
): Promise<Counts> {
  const file = path.join(reports, `${name}.json`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const ok = await succeeds([bin("vitest/vitest.mjs"), "run", ...args, ...reporters], env);
  return settle(readReport(file, fromVitest), ok);
}

let building: ReturnType<typeof ensureBuild> | undefined;

/** Begins the build that later stages need, in the time that the database tests spend waiting. */
export function beginBuild(): void {
  building ??= ensureBuild({ aside: true });
  // It is told where the build is waited for.
  building.catch(() => {});
}

const built = () => step("dashboard built", () => building ?? ensureBuild());

const ZONES = ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"];

/** Dates behave alike in the process time zones west and east of every hotel. */
async function zones(reports: string): Promise<readonly Counts[]> {
  if (!anyFile(/\.tz\.(db\.)?test\.ts$/)) return [];
  const results: Counts[] = [];
  for (const TZ of ZONES) {
    say(`  time zone ${TZ}`);
    results.push(await vitest(reports, `tz-${TZ.replace("/", "-")}`, [".tz."], { TZ }));
  }
  return results;
}

/** The browser tests run against the launcher, on free ports and with data of their own. */
async function e2e(reports: string): Promise<readonly Counts[]> {
  if (!anyFile(/\/e2e\/.*\.spec\.ts$/)) return [];
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "voicehive-e2e-"));
  chmodSync(dataDir, 0o755); // the postgres account passes through it to its own closed folder
  const file = path.join(reports, "e2e.json");
  try {
    await built();
    const chromium = await step("browser found", findChromium);
    const env = {
      E2E_PORT: String(await anyFreePort()),
      E2E_WORKER_PORT: String(await anyFreePort()),
      E2E_TELEPHONE_PORT: String(await anyFreePort()),
      E2E_PG_PORT: String(await anyFreePort()),
      E2E_DATA_DIR: dataDir,
      CHROMIUM_PATH: chromium ?? undefined,
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    };
    const ok = await succeeds([bin("@playwright/test/cli.js"), "test", "--reporter=list,json"], env);
    return [settle(readReport(file, fromPlaywright), ok)];
  } finally {
    await recover(dataDir); // should Playwright have had to kill the launcher
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Kill -9 of worker, app and database in mid-booking. The runner prints its own sum. */
async function kill(): Promise<readonly Counts[]> {
  const script = path.join(root, "e2e/kill/run.ts");
  if (!existsSync(script)) return [];
  await built();
  try {
    const output = await run(process.execPath, ["--import", "tsx", script], { tee: true });
    return [settle(fromOutput(output), true)];
  } catch (error) {
    return [settle(fromOutput((error as Error).message), false)];
  }
}

/** Every stage of `npm test` in order. A stage for which there are no tests yet returns none. */
export const stages: Readonly<Record<string, (reports: string) => Promise<readonly Counts[]>>> = {
  unit: async (reports) => [await vitest(reports, "unit", ["--project", "unit"])],
  integration: async (reports) => [await vitest(reports, "integration", ["--project", "integration"])],
  db: async (reports) => [await vitest(reports, "db", ["--project", "db"])],
  zones,
  e2e,
  kill,
};

/** Runs one stage; what it throws (a build that fails, no browser) is one failure, shown in full. */
export async function runStage(name: string, reports: string): Promise<readonly Counts[]> {
  try {
    return (await stages[name]?.(reports)) ?? [];
  } catch (error) {
    const { message } = error as Error;
    say(message);
    return [{ ...NONE, failed: 1, failures: [`stage ${name}: ${message.split("\n")[0]}`] }];
  }
}
