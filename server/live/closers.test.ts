import { beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  delete (globalThis as Record<symbol, unknown>)[Symbol.for("voicehive.closers")];
});
const { isShuttingDown, onShutdown, shutDown } = await import("./closers");

test("closes everything at once, names what failed or was too slow, and only once", async () => {
  const good = vi.fn();
  onShutdown("good", good);
  onShutdown("broken", () => {
    throw new Error("no");
  });
  onShutdown("stuck", () => new Promise(() => {}));
  const gone = vi.fn();
  onShutdown("gone", gone)();
  expect(isShuttingDown()).toBe(false);
  expect((await shutDown(20)).sort()).toEqual(["broken", "stuck"]);
  expect(isShuttingDown()).toBe(true);
  expect(good).toHaveBeenCalledOnce();
  expect(gone).not.toHaveBeenCalled();
  expect(await shutDown(20)).toEqual([]);
});
