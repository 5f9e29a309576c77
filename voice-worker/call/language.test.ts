import { describe, expect, test } from "vitest";
import type { GuestTurn } from "@/server/brain/port";
import type { Line, OpenOptions } from "@/server/line/contract";
import type { ToolResult } from "@/server/tools";
import { createFakeAsr } from "../speech/asr/fake";
import type { AsrEvent } from "../speech/asr/port";
import { createFakeTts } from "../speech/tts/fake";
import { createEnergyVad } from "../speech/vad/energy";
import { CallWorld } from "../testing/call-world";
import { ScriptedBrain, say } from "../testing/fake-brain";
import { LineDouble } from "../testing/line-double";
import type { Speech } from "./deps";
import { phrasesOf } from "./phrases";

const switched: ToolResult = {
  ...{ ok: true, data: { language: "de" }, say: "Gern auf Deutsch.", facts: [], next: [] },
};
const refused: ToolResult = {
  ...{ ok: false, code: "unavailable", field: "language", ask: "English only.", facts: [], options: [] },
};

/** A call with an ear and a voice that note which language they are asked for. */
async function call(result: ToolResult) {
  const [heardIn, spokenIn]: [string[], string[]] = [[], []];
  const [asr, tts] = [createFakeAsr(), createFakeTts()];
  const speech: Speech = {
    forCall: () => ({
      asr: {
        ...asr,
        open(options, signal) {
          heardIn.push(options.language);
          return Object.assign(asr.open(options, signal), {
            switchLanguage: (language: string) => heardIn.push(language),
          });
        },
      },
      tts: {
        ...tts,
        synthesize(request, signal) {
          spokenIn.push(request.language);
          return tts.synthesize(request, signal);
        },
      },
      createVad: createEnergyVad,
      usage: () => [],
      close() {},
    }),
    close: async () => {},
  };
  const double = new LineDouble({
    opening: { greeting: "Hello.", language: "en", languages: ["en", "de"] },
    tools: () => result,
  });
  const brain = new ScriptedBrain(async function* (turn, io) {
    if (turn.text !== "Deutsch") throw new Error("Away.");
    const answer = await io.callTool("set_language", { language: "de" });
    yield say(answer.ok ? answer.say : answer.ask);
  });
  const world = await CallWorld.start({ double, brain, speech });
  await world.reach("listening");
  world.type("Deutsch");
  await world.until(() => world.said.length === 2, "an answer");
  await world.reach("listening");
  world.type("Hallo?");
  await world.until(() => world.said.length === 3, "the line's own words");
  await world.reach("listening");
  world.session.stop("staff_hung_up");
  await world.session.ended;
  return { heardIn, spokenIn: [...new Set(spokenIn)], own: world.said.at(-1) };
}

describe("a call that changes its language", () => {
  test("is heard, spoken and helped out in the new one", async () => {
    expect(await call(switched)).toEqual({
      heardIn: ["en", "de"],
      spokenIn: ["en", "de"],
      own: phrasesOf("de").trouble,
    });
  });

  test("stays in the old one when the hotel does not offer the other", async () => {
    expect(await call(refused)).toEqual({
      heardIn: ["en"],
      spokenIn: ["en"],
      own: phrasesOf("en").trouble,
    });
  });
});

/** A call whose ear tells what language each turn was spoken in; what the brain was given, and how the ear was opened. */
async function spoken(languages: string[], heard: string | undefined) {
  const asr = createFakeAsr();
  const detecting: (boolean | undefined)[] = [];
  const shared = { tts: createFakeTts(), createVad: createEnergyVad };
  const speech: Speech = {
    forCall: () => ({
      ...shared,
      asr: {
        ...asr,
        open(options, signal) {
          detecting.push(options.detectLanguage);
          const stream = asr.open(options, signal);
          return Object.assign(Object.create(stream) as typeof stream, {
            events: toldIn(stream.events, heard),
          });
        },
      },
      usage: () => [],
      close() {},
    }),
    close: async () => {},
  };
  const turns: GuestTurn[] = [];
  const brain = new ScriptedBrain(async function* (turn) {
    turns.push(turn);
    yield say("Gut.");
  });
  const double = new LineDouble({ opening: { greeting: "Hello.", language: "en", languages } });
  const world = await CallWorld.start({ double, brain, speech });
  await world.reach("listening");
  await world.speak("guten tag zusammen");
  await world.silence(1_500);
  await world.until(() => turns.length === 1, "a turn");
  world.session.stop("staff_hung_up");
  await world.session.ended;
  return { detecting, turn: turns[0] };
}

async function* toldIn(
  events: AsyncIterable<AsrEvent>,
  language: string | undefined,
): AsyncGenerator<AsrEvent> {
  for await (const event of events) yield event.type === "final" && language ? { ...event, language } : event;
}

test.each([true, false])(
  "the app learns whether this worker's own ear and voice hold the call: %s",
  async (audio) => {
    const double = new LineDouble({ opening: { greeting: "Hello." } });
    const asked: (boolean | undefined)[] = [];
    const line: Line = Object.assign(Object.create(double) as LineDouble, {
      open(token: string, options: OpenOptions) {
        asked.push(options.ownSpeech);
        return double.open(token, options);
      },
    });
    const brain = new ScriptedBrain(async function* () {
      yield say("Yes.");
    });
    const world = await CallWorld.start({ double, line, brain, audio });
    await world.reach("listening");
    world.session.stop("staff_hung_up");
    await world.session.ended;
    expect(asked).toEqual([audio]);
  },
);

describe("the language a guest is heard in", () => {
  test("is listened for where the hotel speaks several, and comes to the brain with the turn", async () => {
    const { detecting, turn } = await spoken(["en", "de"], "de");
    expect(detecting).toEqual([true]);
    expect(turn).toMatchObject({ text: "guten tag zusammen", language: "de" });
  });

  test("is not asked for where there is one, and not made up where nobody tells", async () => {
    const { detecting, turn } = await spoken(["en"], undefined);
    expect(detecting).toEqual([false]);
    expect(turn).not.toHaveProperty("language");
  });
});
