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

/** Runs `next build` when its inputs changed since the last build that succeeded. */
export async function ensureBuild(): Promise<"nothing to do" | undefined> {
  if (!existsSync(path.join(root, "app")))
    throw new Explained("There is no app/ folder, so there is nothing to serve.");
  const stamp = path.join(root, ".next/voicehive-inputs");
  const print = buildFingerprint();
  if (existsSync(path.join(root, ".next/BUILD_ID")) && !isStale(stamp, print)) return "nothing to do";
  await run(process.execPath, [path.join(root, "node_modules/next/dist/bin/next"), "build"], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  writeStamp(stamp, print);
  return undefined;
}
