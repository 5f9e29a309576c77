import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { Breakers } from "@/server/kernel/breaker";
import { silentLogger } from "@/server/kernel/logger";
import { openSpool } from "@/server/line/spool-format";
import { LineAway } from "../line/errors";
import { Spool } from "../line/spool";
import { SpoolingLine } from "../line/spooling-line";
import { ToolBreakers } from "../line/tool-breakers";
import { CallWorld } from "../testing/call-world";
import { ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import { ManualTimers } from "../testing/manual-timers";

const args = { quotes: ["quote_1"], guest: { first: "Clara", last: "Meyer", phone: "+4930123456" } };

test("with the app away the wish is sealed on the disk before the call is over, and told once when the app is back", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "voicehive-wish-"));
  const timers = new ManualTimers(5_000);
  const double = new LineDouble({ opening: { greeting: "Hallo.", language: "de" } });
  const spool = await Spool.open(folder, double.sealKey);
  const breakers = new Breakers(() => timers.now());
  const tools = new ToolBreakers({ breakers, workerId: "w", reachable: () => !double.away });
  const line = new SpoolingLine(double, spool, timers, silentLogger, tools);
  const brain = new ScriptedBrain(async function* (_turn, io) {
    const result = await io.callTool("book_stay", args);
    yield say(result.ok ? result.say : result.ask);
  });
  const world = await CallWorld.start({ double, brain, line, timers, audio: false });
  await world.reach("listening");
  double.away = true;
  world.type("ja, bitte buchen");
  await world.until(
    () => /notiert.*noch nicht erledigt.*ruft Sie dazu an/.test(world.said.at(-1) ?? ""),
    "the words",
  );
  const onDisk = async () => {
    const names = (await readdir(folder)).filter((name) => name.endsWith(".spool"));
    const segments = await Promise.all(names.map((name) => readFile(path.join(folder, name))));
    return segments
      .flatMap((bytes) => openSpool(double.sealPrivateKey, bytes))
      .flatMap((record) => (record.type === "events" ? record.request.events : []))
      .filter(({ body }) => body.type === "wish");
  };
  await world.until(() => spool.size > 0, "the spool");
  await world.timers.run(2_000, 50);
  expect((await onDisk()).map(({ body }) => body)).toEqual([
    expect.objectContaining({ type: "wish", name: "book_stay", args, toolSequence: 1 }),
  ]);

  world.transport.handlers.closed("guest");
  await world.timers.run(20_000, 200);
  await world.session.ended;
  double.away = false;
  const stop = new AbortController();
  const replay = line.run(stop.signal);
  await world.until(() => spool.size === 0, "the replay");
  stop.abort();
  await replay;
  expect(world.events("wish")).toHaveLength(1);
  await spool.close();
  await rm(folder, { recursive: true });
});

test("with the app away a model's alarm is answered with the number to dial and the approved words, and is on record", async () => {
  const timers = new ManualTimers(5_000);
  const emergency = {
    number: "110",
    scripts: { medical: [], fire: ["Verlassen Sie das Zimmer"], security: [] },
  };
  const double = new LineDouble({ opening: { greeting: "Hallo.", language: "de", emergency } });
  const line = Object.assign(Object.create(double) as LineDouble, {
    tool: () => Promise.reject(new LineAway("No answer.")),
  });
  const brain = new ScriptedBrain(async function* (_turn, io) {
    const result = await io.callTool("raise_emergency", { kind: "fire", place: "Zimmer 12" });
    yield say(result.ok ? result.say : result.ask);
  });
  const world = await CallWorld.start({ double, brain, line, timers, audio: false });
  await world.reach("listening");
  world.type("es brennt");
  await world.until(
    () => /eins eins null.*Verlassen Sie das Zimmer\./.test(world.said.join(" ")),
    "the number",
  );
  expect(world.said.join(" ")).not.toMatch(/zurückrufen|ruft Sie/);
  await world.until(() => world.events("wish").length === 1, "the record");
  expect(world.events("wish")[0]).toMatchObject({ name: "raise_emergency", args: { kind: "fire" } });
  world.transport.handlers.closed("guest");
  await world.timers.run(20_000, 200);
  await world.session.ended;
});
