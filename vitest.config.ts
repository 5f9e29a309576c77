import { availableParallelism } from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./scripts/test/longest-first.ts";
import { moduleCache } from "./scripts/test/module-cache.ts";

const exclude = ["**/node_modules/**", "**/.next/**", "**/.data/**", "e2e/**/*.spec.ts"];
const environment = { NODE_ENV: "test", LOG_LEVEL: "silent" } as const;

/** Engines in WebAssembly live for seconds here: optimising them costs more than it saves (8 s of 30). */
const SHORT_LIVED = "--wasm-tiering-budget=2000000000";

/**
 * `unit` needs nothing but Node. `integration` holds what runs processes, threads, speech engines and calls in real time
 * (`*.integration.test.ts`). `db` holds the `*.db.test.ts` files: its global set-up starts one
 * PostgreSQL for the run, so a run without such files starts none.
 */
export default defineConfig({
  resolve: {
    alias: {
      "@": import.meta.dirname,
      // Throws outside a server component's bundle, which a test is.
      "server-only": path.join(import.meta.dirname, "node_modules/server-only/empty.js"),
    },
  },
  test: {
    // Vitest leaves one core free; here each file waits for a database or a timer much of its time.
    maxWorkers: availableParallelism(),
    // No test replaces a module, and each file cleans up behind itself: modules are loaded once a process.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // A quarter of a run's processor time is making JavaScript of modules that have not changed.
    experimental: { fsModuleCache: true, fsModuleCachePath: moduleCache() },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx,mjs}"],
          exclude: [...exclude, "**/*.{db,integration}.test.ts"],
          env: environment,
          // Garbage of many small tests is collected in fewer, larger turns (2 s of 24).
          execArgv: [SHORT_LIVED, "--max-semi-space-size=64"],
          // One more than cores: calls, sockets and deadlines are waited for in real time.
          maxWorkers: availableParallelism() + 1,
          // Not a limit on any of them: what takes a second alone takes some more on a busy machine.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["**/*.integration.test.ts"],
          exclude,
          env: environment,
          execArgv: [SHORT_LIVED],
          maxWorkers: availableParallelism() + 1,
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude,
          env: environment,
          globalSetup: ["server/testing/global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
