import { existsSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "@playwright/test";

const port = Number(process.env.E2E_PORT ?? 3900);
const workerPort = Number(process.env.E2E_WORKER_PORT ?? port + 1);
const telephonePort = Number(process.env.E2E_TELEPHONE_PORT ?? port + 2);
const databasePort = Number(process.env.E2E_PG_PORT ?? 55_900);
const dataDir = process.env.E2E_DATA_DIR ?? path.join(import.meta.dirname, ".data/e2e");

const debian = "/usr/bin/chromium";
const executablePath = process.env.CHROMIUM_PATH ?? (existsSync(debian) ? debian : undefined);

/**
 * Gives the demo an account at the telephone service for a while: long over before the simulator calls without one. The demo
 * has one account, so its files take turns.
 */
const TELEPHONE = /(telephony|telephone-settings)\.spec\.ts/;
const SPOKEN = /(call-speech|softphone-device|softphone-voice)\.spec\.ts/;

/**
 * The browser's own work that no test is about: the page behind its address bar costs a second of CPU with every tab.
 * The last such switch counts, so those of Playwright's own list that matter are named again.
 */
const OFF = [
  ...[
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
  ],
  ...["HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "OptimizationHints", "NetworkTimeServiceQuerying"],
  ...["PreconnectToSearch", "DestroyProfileOnBrowserClose", "AvoidUnnecessaryBeforeUnloadCheckSync"],
];

/** Runs against the launcher itself: what the tests see is what a stranger gets. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  // Two browsers, two cores. Files are handed out in this order: telephone, pages and the desk's work side by side, then
  // the calls in speech, which must keep time, with nothing beside them.
  workers: 2,
  projects: [
    { name: "telephone", testMatch: TELEPHONE, workers: 1 },
    { name: "pages", testMatch: "axe.spec.ts" },
    { name: "desk", testIgnore: ["axe.spec.ts", TELEPHONE, SPOKEN] },
    { name: "spoken", testMatch: SPOKEN, dependencies: ["pages", "desk"] },
  ],
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    baseURL: `http://localhost:${port}`,
    permissions: ["microphone"],
    // A click waits until what it hits stands still.
    contextOptions: { reducedMotion: "reduce" },
    // Each action's page, without a film of it, which costs a tenth of two cores; the end of a failure is photographed.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: true, sources: false },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath,
      args: [
        ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
        // Without these the browser looks up its maker's hosts at every start.
        ...["--disable-background-networking", "--disable-component-update"],
        ...["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
        "--autoplay-policy=no-user-gesture-required",
        `--disable-features=${OFF.join(",")}`,
      ],
    },
  },
  webServer: {
    command: "node scripts/start.mjs",
    wait: { stdout: /VoiceHive is ready/ },
    timeout: 300_000,
    stdout: "pipe",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 40_000 },
    env: {
      PORT: String(port),
      WORKER_PORT: String(workerPort),
      EMBEDDED_PG_PORT: String(databasePort),
      VOICEHIVE_DATA_DIR: dataDir,
      APP_URL: `http://localhost:${port}`,
      // Where the tests' own telephone service answers, while one of them has it open.
      TWILIO_API_URL: `http://127.0.0.1:${telephonePort}`,
    },
  },
});
