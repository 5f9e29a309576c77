// The Prisma CLI on our schema engine: `node scripts/prisma.mjs migrate dev`, `… studio`, and so on.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { prismaEnv } from "./lib/generate.mjs";
import { prepare } from "./lib/prepare.mjs";
import { root } from "./lib/root.mjs";
import { explain } from "./lib/step.mjs";

try {
  await prepare();
  if (existsSync(`${root}/.env`)) process.loadEnvFile(`${root}/.env`);
  const args = [`${root}/node_modules/prisma/build/index.js`, ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: root, env: prismaEnv(), stdio: "inherit" });
  child.once("exit", (code) => {
    process.exitCode = code ?? 1;
  });
} catch (error) {
  process.exitCode = explain(error);
}
