import { spawn } from "node:child_process";
import { root } from "./root.mjs";
import { Explained } from "./step.mjs";

const running = new Set();

/** Asks every program that `run` started and that has not ended yet to end. */
export function endRunning(signal = "SIGTERM") {
  for (const child of running) child.kill(signal);
}

/**
 * Runs a program to its end in the repository root and resolves with its output. When it fails, the
 * error carries the last lines it printed: the rest of its chatter is of no use to a reader.
 */
export function run(
  command,
  args,
  { env = process.env, cwd = root, inherit = false, tee = false, lines = 25 } = {},
) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", inherit ? "inherit" : "pipe", inherit ? "inherit" : "pipe"],
    });
    running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text) => {
        output = (output + text).slice(-200_000);
        if (tee) process.stdout.write(text);
      });
    child.once("error", reject);
    child.once("close", () => running.delete(child));
    child.once("close", (code, killedBy) => {
      if (code === 0) return resolve(output);
      const tail = output.trim().split("\n").slice(-lines).join("\n");
      reject(new Explained(`${[command, ...args].join(" ")} failed (${killedBy ?? code}).\n${tail}`));
    });
  });
}
