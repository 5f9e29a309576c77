import { existsSync } from "node:fs";
import path from "node:path";
import { run } from "../lib/command.mjs";
import { filesBelow, fingerprint, isStale, writeStamp } from "../lib/fingerprint.mjs";
import { root } from "../lib/root.mjs";
import { Explained } from "../lib/step.mjs";

const INPUTS = [
  ...["app", "components", "server", "inngest", "hooks", "lib", "public", "prisma/schema"],
  ...["next.config.ts", "postcss.config.mjs", "proxy.ts", "instrumentation.ts", "instrumentation-client.ts"],
  ...["package-lock.json", "tsconfig.json"],
];
const IGNORED = /(\.test\.tsx?|\.md|\/testing|\/server\/db\/generated|\/node_modules)$/;

/** What the build depends on, as one hash; settings that Next writes into the bundle are part of it. */
export function buildFingerprint(): string {
  const files = filesBelow(
    INPUTS.map((name) => path.join(root, name)),
    (entry) => !IGNORED.test(entry),
  );
  const bundled = Object.entries(process.env)
    .filter(([name]) => name.startsWith("NEXT_PUBLIC_"))
    .sort();
  return fingerprint(root, files, JSON.stringify(bundled));
}

/** How a program is started that is to take only the processor time that others leave. */
const NICE = process.platform === "win32" ? [] : ["nice", "-n", "15"];

/**
 * Runs `next build` when its inputs changed since the last build that succeeded. With `aside` it gives way to whatever else
 * runs here.
 */
export async function ensureBuild({ aside = false } = {}): Promise<"nothing to do" | undefined> {
  if (!existsSync(path.join(root, "app")))
    throw new Explained("There is no app/ folder, so there is nothing to serve.");
  const stamp = path.join(root, ".next/voicehive-inputs");
  const print = buildFingerprint();
  if (existsSync(path.join(root, ".next/BUILD_ID")) && !isStale(stamp, print)) return "nothing to do";
  const build = [process.execPath, path.join(root, "node_modules/next/dist/bin/next"), "build"];
  const [program = "", ...args] = aside ? [...NICE, ...build] : build;
  await run(program, args, {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  writeStamp(stamp, print);
  return undefined;
}
