import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { commandLine, identityOf, isAlive, waitForEnd } from "./processes";

test("a process is known by more than its number, and not after its end", async () => {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  const pid = child.pid ?? 0;
  const identity = identityOf(pid);
  expect(identity).toBeTruthy();
  expect(identityOf(pid)).toBe(identity);
  expect(identityOf(process.pid)).not.toBe(identity);
  expect(commandLine(pid)?.[0]).toContain("node");
  expect(await waitForEnd(pid, 0)).toBe(false);
  child.stdin?.end();
  await once(child, "exit");
  expect(isAlive(pid)).toBe(false);
  expect(identityOf(pid)).toBeNull();
});
