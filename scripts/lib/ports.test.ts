import net from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { anyFreePort, choosePort, isFree, parsePort } from "./ports";

const servers: net.Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done)))));

async function occupied(): Promise<number> {
  const port = await anyFreePort();
  const server = net.createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen({ port, host: "127.0.0.1" }, resolve));
  return port;
}

describe("choosing a port", () => {
  test("a taken preference gives the next free port", async () => {
    const taken = await occupied();
    const chosen = await choosePort({ name: "PORT", preferred: taken });
    expect(chosen).toBeGreaterThan(taken);
    expect(await isFree(chosen)).toBe(true);
  });

  test("a port promised to another part is passed over", async () => {
    const free = await anyFreePort();
    expect(await choosePort({ name: "PORT", preferred: free, taken: [free] })).not.toBe(free);
  });

  test("an explicit port is used or refused, never replaced", async () => {
    const taken = await occupied();
    await expect(
      choosePort({ name: "WORKER_PORT", preferred: 3001, explicit: String(taken) }),
    ).rejects.toThrow(`Port ${taken} is taken. Stop what uses it, or set WORKER_PORT to another port.`);
  });

  test.each(["0", "65536", "-1", "3e3", "0x10", "80 ", "web"])("%j is not a port", (text) => {
    expect(() => parsePort("PORT", text)).toThrow(/is not a port/);
  });
});
