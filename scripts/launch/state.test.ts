import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { identityOf, isAlive } from "../lib/processes";
import { openState, readState, recover } from "./state";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "voicehive-state-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const sleeper = () =>
  spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
const left = (state: object) => writeFileSync(path.join(folder, "launcher.json"), JSON.stringify(state));
const gone = { pid: 2 ** 22 + 1, identity: "boot:1" };

test("a second start from the same folder is refused", async () => {
  const state = openState(folder);
  state.setAddresses("http://localhost:3000", "ws://127.0.0.1:3001");
  await expect(recover(folder)).rejects.toThrow(/already runs from here at http:\/\/localhost:3000/);
  state.remove();
  await expect(recover(folder)).resolves.toBeUndefined();
});

test("what a killed launcher left is ended", async () => {
  const child = sleeper();
  const exit = once(child, "exit");
  left({ launcher: gone, processes: { web: { pid: child.pid, identity: identityOf(child.pid ?? 0) } } });
  await recover(folder);
  await exit;
  expect(child.signalCode).toBe("SIGTERM");
});

test("a number that now belongs to another process is left alone", async () => {
  const child = sleeper();
  left({
    launcher: { ...gone, pid: process.pid },
    processes: { web: { pid: child.pid, identity: "boot:1" } },
  });
  await recover(folder);
  expect(isAlive(child.pid ?? 0)).toBe(true);
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
});

test.each(["", "{", "[]", '{"launcher":1}'])(
  "a damaged file (%j) proves nothing and is ignored",
  async (content) => {
    writeFileSync(path.join(folder, "launcher.json"), content);
    expect(readState(folder)).toBeNull();
    await recover(folder);
  },
);

test("the file follows the processes", () => {
  const state = openState(folder);
  state.setProcess("worker", process.pid);
  expect(readState(folder)?.processes.worker?.identity).toBe(identityOf(process.pid));
  state.setProcess("worker", null);
  expect(readFileSync(path.join(folder, "launcher.json"), "utf8")).not.toContain("worker");
});
