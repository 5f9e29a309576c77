import { expect, test } from "vitest";
import { localBrain } from "@/server/brain/local";
import { converse, textOf } from "@/server/brain/testing/converse";
import { testOpening } from "@/server/brain/testing/opening";

const german = (speech: string) => ({ speech, confidence: 0.9, language: "de" });
const start = () => converse(localBrain, { opening: testOpening({ languages: ["en", "de"] }) });

test("a sentence that the ears call German is answered in German, and the line is told", async () => {
  const c = await start();
  const reply = await c.say(german("Ähm ja also da wäre noch eine Sache"));
  expect(reply.calls[0]).toMatchObject({ name: "set_language", args: { language: "de" } });
  expect(textOf(reply)).toMatch(/Das habe ich leider nicht verstanden/);
});

test("one word is not; a second short turn is, also at another worker", async () => {
  const c = await start();
  expect((await c.say(german("Hallo"))).calls).toEqual([]);
  expect((await c.say(german("Also jetzt"))).calls.map(({ name }) => name)).not.toContain("set_language");
  c.takeOver();
  expect((await c.say(german("Noch etwas"))).calls.map(({ name }) => name)).toContain("set_language");
});

test("the goodbye is the line's, in the language the call is held in by then", async () => {
  const closing = "English, as the call began.";
  const c = await converse(localBrain, { opening: testOpening({ languages: ["en", "de"], closing }) });
  await c.say(german("Ähm ja also da wäre noch eine Sache"));
  const reply = await c.say({
    speech: "Danke, das war alles, auf Wiederhören",
    confidence: 0.9,
    language: "de",
  });
  const ended = c.hotel.log.findLast(({ name }) => name === "end_call");
  expect(reply.end).toBe("done");
  expect(textOf(reply)).toContain(ended?.say);
  expect(textOf(reply)).not.toContain(closing);
});
