import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openWorld, seedHotel, type World } from "@/server/features/inventory/testing/hotel";
import { systemClock } from "@/server/kernel/clock";
import { addDays } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { lineTools } from "@/server/line-tools";
import { putPolicy } from "@/server/testing/tool-call";
import type { Deps } from "@/server/verbs/ctx";
import { playScript } from "@/voice-worker/testing/script";
import { scripts } from "@/voice-worker/testing/scripts";
import { TypedCaller } from "@/voice-worker/testing/typed-caller";
import { placeCall } from "@/voice-worker/testing/webhook";
import { serveLine } from "./testing/serve-line";
import { serveWebhook } from "./testing/serve-webhook";

const NUMBER = "+15550100100";
const CALL_MS = 40_000;

/** The app's side over HTTP, a worker in a process of its own, a guest who types: nothing between them is a double. */
describe("a whole call", () => {
  let world: World;
  let deps: Deps;
  let tenantId: string;
  let web: { url: string; stop(): Promise<void> };
  let line: Awaited<ReturnType<typeof serveLine>>;
  let worker: ChildProcess;
  let folder: string;
  let log = "";

  beforeAll(async () => {
    world = await openWorld();
    deps = { ...world.deps, clock: systemClock };
    const today = new Date().toISOString().slice(0, 10);
    const hotel = await seedHotel(world, { from: addDays(today, -1), nights: 60 });
    tenantId = hotel.tenantId;
    await world.db.withTenant(tenantId, (db) =>
      db.phoneNumber.create({ data: { tenantId, id: newId(), hotelId: hotel.hotelId, e164: NUMBER } }),
    );
    await putPolicy(deps, hotel, "arrival_departure", { checkInFrom: "15:00", checkOutUntil: "11:00" });
    await putPolicy(deps, hotel, "people", { petsAllowed: true, petFeePerNight: 1_500 });
    const article = (title: string, body: string) => ({
      tenantId,
      id: newId(),
      hotelId: hotel.hotelId,
      title,
      body,
    });
    await world.db.withTenant(tenantId, (db) =>
      db.knowledgeArticle.createMany({
        data: [
          article("Parking", "There is parking in the garage behind the house."),
          article("Breakfast", "Breakfast is served from seven until half past ten."),
        ],
      }),
    );
    line = await serveLine({ deps, log: silentLogger, tools: lineTools });
    web = await serveWebhook(deps);
    folder = await mkdtemp(join(tmpdir(), "voicehive-whole-"));
    const { PATH, HOME } = process.env;
    worker = spawn(process.execPath, ["voice-worker/start.mjs"], {
      env: {
        PATH,
        HOME,
        LINE_URL: line.url,
        WORKER_ENROLMENT_TOKEN: deps.keys.workerEnrolment,
        WORKER_PORT: "0",
        WORKER_DATA_DIR: folder,
        WORKER_SPEECH: "fake",
      } as unknown as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const take = (data: Buffer) => {
      log += data.toString();
    };
    worker.stdout?.on("data", take);
    worker.stderr?.on("data", take);
    await vi.waitFor(async () => expect(await deps.system.client.voiceWorker.count()).toBe(1), {
      timeout: 40_000,
      interval: 100,
    });
  }, 90_000);

  afterAll(async () => {
    worker.kill("SIGKILL");
    await web.stop();
    await line.stop();
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function call(script: keyof typeof scripts, from: string) {
    const placed = await placeCall({ url: web.url, authToken: deps.keys.twilioAuthToken, from, to: NUMBER });
    const caller = await TypedCaller.connect(
      placed.streamUrl.replace("/media/twilio", ""),
      placed.parameters.token ?? "",
    );
    const chosen = scripts[script];
    if (!chosen) throw new Error(`no script ${script}`);
    const result = await playScript(caller, chosen, CALL_MS);
    const said = caller.updates.flatMap((u) =>
      u.type === "line" ? [`line: ${u.text}`] : u.type === "guest" ? [`guest: ${u.text}`] : [],
    );
    expect(result, `${said.join("\n")}\n${log.slice(-2_000)}`).toMatchObject({ done: true });
    const ended = () =>
      world.db.withTenant(tenantId, (db) =>
        db.call.findFirst({
          where: { externalId: placed.callSid },
          include: {
            turns: { orderBy: { ordinal: "asc" } },
            toolCalls: true,
            reservations: true,
            requests: true,
            holds: true,
          },
        }),
      );
    await expect.poll(async () => (await ended())?.endReason, { timeout: 20_000 }).toBe("done");
    const record = await ended();
    if (!record) throw new Error("no record of the call");
    return record;
  }

  test("books a room, and everything of it is on record", async () => {
    const record = await call("booking", "+15550142271");
    expect(record.reservations).toMatchObject([{ status: "confirmed", source: "line" }]);
    expect(record.holds.filter((hold) => hold.status === "held")).toEqual([]);
    expect(record.turns.map((turn) => turn.speaker)).toContain("guest");
    expect(record.turns.filter((turn) => turn.speaker === "line").every((turn) => turn.text.length > 0)).toBe(
      true,
    );
    const events = await world.db.withTenant(tenantId, (db) =>
      db.callEvent.findMany({ where: { callId: record.id }, orderBy: { position: "asc" } }),
    );
    expect(events.map((event) => event.position)).toEqual(events.map((_, index) => index + 1));
    // The quoted total is the reservation's, to the cent.
    const [reservation] = record.reservations;
    const quoted = record.toolCalls.filter((tool) => tool.name === "quote_stay" && tool.ok).at(-1);
    expect(quoted?.result).toMatchObject({ data: { total: { amount: Number(reservation?.total) } } });
    const emitted = await world.db.withTenant(tenantId, (db) =>
      db.outboxEvent.findMany({ select: { name: true } }),
    );
    expect(emitted.map((event) => event.name)).toContain("call.ended");
  }, 90_000);

  test("no phone number of a guest is in the transcript or the arguments kept", async () => {
    const rows = await world.db.withTenant(tenantId, (db) =>
      db.callTurn.findMany({ where: { speaker: "guest" } }),
    );
    expect(rows.map((row) => row.text).join(" ")).not.toMatch(/five five five|555/);
    const calls = await world.db.withTenant(tenantId, (db) =>
      db.toolCall.findMany({ where: { name: "book_stay" } }),
    );
    expect(JSON.stringify(calls.map((row) => row.input))).not.toMatch(/\d{7}/);
  });

  test.each(["questions", "requests", "message"] as const)(
    "the %s script reaches its end",
    async (script) => {
      await call(script, `+1555014${1000 + script.length}`);
    },
    90_000,
  );
});
