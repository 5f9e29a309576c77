import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { readWorkerEnv } from "./env";
import { startAppDouble } from "./testing/app-double";
import { playScript } from "./testing/script";
import { scripts } from "./testing/scripts";
import { TypedCaller } from "./testing/typed-caller";
import { placeCall, readTwiml, twilioSignature } from "./testing/webhook";

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const task of cleanUp.splice(0).reverse()) await task();
});

async function until(ready: () => boolean, what: string): Promise<void> {
  for (const end = performance.now() + 40_000; !ready(); ) {
    if (performance.now() > end) throw new Error(`Waited too long for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const ended = (child: ChildProcess) =>
  child.exitCode === null && child.signalCode === null
    ? new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)))
    : Promise.resolve(child.exitCode);

async function world() {
  const app = await startAppDouble();
  cleanUp.push(() => app.stop());
  const directory = await mkdtemp(join(tmpdir(), "voicehive-main-"));
  cleanUp.push(() => rm(directory, { recursive: true, force: true }));
  const { PATH, HOME } = process.env;
  const settings = {
    PATH,
    HOME,
    LINE_URL: app.server.url,
    WORKER_ENROLMENT_TOKEN: app.server.enrolmentToken,
    WORKER_PORT: "0",
    WORKER_DATA_DIR: directory,
    WORKER_SPEECH: "fake",
    LOG_LEVEL: "info",
  };
  const start = () => {
    const env = settings as unknown as NodeJS.ProcessEnv;
    const child = spawn(process.execPath, ["voice-worker/start.mjs"], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let log = "";
    child.stdout.on("data", (data: Buffer) => {
      log += data.toString();
    });
    cleanUp.push(async () => {
      child.kill("SIGKILL");
      await ended(child);
    });
    return { child, log: () => log };
  };
  const call = async () => {
    const placed = await placeCall({
      url: app.url,
      authToken: app.authToken,
      from: "+15550142271",
      to: "+15550100100",
    });
    return TypedCaller.connect(placed.streamUrl.replace("/media/twilio", ""), placed.parameters.token ?? "");
  };
  return { app, directory, start, call };
}

describe("a worker process", () => {
  test("takes a call placed through the signed webhook, books a room, and SIGTERM ends it clean", async () => {
    const { app, directory, start, call } = await world();
    const { child, log } = start();
    await until(() => app.server.heartbeats.length > 0, "the first heartbeat");
    const caller = await call();
    const result = await playScript(caller, scripts.booking as NonNullable<typeof scripts.booking>, 20_000);
    expect(result).toMatchObject({ done: true });
    const [record] = [...app.line.calls.values()];
    await until(() => record?.closed !== undefined, "the close");
    expect(record?.closed?.reason).toBe("done");
    const [hotel] = [...app.hotels.values()];
    expect(hotel?.log.filter(({ name, ok }) => name === "book_stay" && ok)).toHaveLength(1);
    child.kill("SIGTERM");
    expect(await ended(child)).toBe(0);
    expect(log()).not.toContain("Meyer");
    expect(log()).not.toContain(app.server.enrolmentToken);
    const left = await readdir(directory, { recursive: true });
    expect(left.filter((name) => /\.(part|spool|rec|new)$/.test(name))).toEqual([]);
  }, 90_000);

  test("wrong settings end it with a sentence a setting, and no value in it", () => {
    const secret = "short-secret";
    const bad = () =>
      readWorkerEnv({
        WORKER_ENROLMENT_TOKEN: secret,
        LINE_URL: "ftp://x",
        WORKER_PORT: "99999",
        SPEECH: "loud",
      });
    expect(bad).toThrow(/WORKER_ENROLMENT_TOKEN: [\s\S]*LINE_URL|LINE_URL: [\s\S]*WORKER_ENROLMENT_TOKEN/);
    try {
      bad();
    } catch (error) {
      expect(String(error)).toContain("WORKER_PORT");
      expect(String(error)).not.toContain(secret);
    }
    const good = readWorkerEnv({
      WORKER_ENROLMENT_TOKEN: "x".repeat(32),
      SPOOL_DIR: "",
      WORKER_PUBLIC_URL: "",
    });
    expect(good).toMatchObject({ SPEECH: "embedded", WORKER_CAPACITY: 300, SPOOL_DIR: ".data/worker" });
  });
});

describe("the simulator's webhook", () => {
  test("signs as Twilio documents", () => {
    const parameters = {
      CallSid: "CA1234567890ABCDE",
      Caller: "+14158675309",
      Digits: "1234",
      From: "+14158675309",
      To: "+18005551212",
    };
    expect(twilioSignature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", parameters)).toBe(
      "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    );
  });

  test("a wrong signature is refused, and TwiML without a stream is said in plain words", async () => {
    const { app } = await world();
    const wrong = placeCall({ url: app.url, authToken: "wrong", from: "+15550142271", to: "+15550100100" });
    await expect(wrong).rejects.toThrow("refused the call (403)");
    expect(() => readTwiml("<Response><Say>Busy &amp; closed</Say></Response>")).toThrow("Busy & closed");
    expect(() => readTwiml("nonsense")).toThrow("did not connect");
    const twiml =
      '<Response><Connect><Stream url="wss://a/b?x=1&amp;y=2"><Parameter value="t" name="token"/></Stream></Connect></Response>';
    expect(readTwiml(twiml)).toEqual({ streamUrl: "wss://a/b?x=1&y=2", parameters: { token: "t" } });
  });
});
