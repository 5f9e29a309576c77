import { describe, expect, test } from "vitest";
import type { ToolResult } from "@/server/tools";
import { createFakeAsr } from "../speech/asr/fake";
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
