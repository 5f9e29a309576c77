import { spawn } from "node:child_process";
import { expectBooked } from "./support/expect-booked";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";

/** Runs the simulator's command and returns what it printed. */
function call(
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--import", "tsx", "voice-worker/testing/cli.ts", ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once("exit", (code) => resolve({ code, output }));
  });
}

const dataDir = process.env.E2E_DATA_DIR ?? ".data/e2e";

test("the simulator calls in speech and books a room that the dashboard shows", async ({ page, baseURL }) => {
  test.setTimeout(240_000);
  const { code, output } = await call(["--script", "booking", "--seconds", "170"], {
    VOICEHIVE_DATA_DIR: dataDir,
    APP_URL: baseURL ?? "",
  });
  expect(output, output).toContain("the guest got it");
  expect(code).toBe(0);
  const callSid = /Call (CA[0-9a-f]+)/.exec(output)?.[1] ?? "";
  const hotel = await enter(page);
  const booked = await expectBooked(page, hotel, callSid, { recording: true });
  await page.goto(`/${hotel}/calls/${booked.id}`);
  await expect(
    page
      .getByText(booked.reservations[0]?.code ?? "no code")
      .locator("visible=true")
      .first(),
  ).toBeVisible();
  await expect(page.getByRole("log")).toContainText(/room/i);
  await page.goto(`/${hotel}/reservations/${booked.reservations[0]?.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(
    booked.reservations[0]?.code ?? "no code",
  );
});

test("typed turns on the command line book as well", async ({ page, baseURL }) => {
  test.setTimeout(120_000);
  const { output } = await call(["--script", "booking", "--text", "--from", "+15550143399"], {
    VOICEHIVE_DATA_DIR: dataDir,
    APP_URL: baseURL ?? "",
  });
  expect(output, output).toContain("the guest got it");
  const callSid = /Call (CA[0-9a-f]+)/.exec(output)?.[1] ?? "";
  const hotel = await enter(page);
  await expectBooked(page, hotel, callSid, { recording: false });
});
