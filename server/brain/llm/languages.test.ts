import { beforeAll, describe, expect, test } from "vitest";
import { lexicons } from "@/server/brain/gate";
import { said as saidIn } from "@/server/brain/gate/testing/tongues";
import { textOf } from "@/server/brain/testing/converse";
import { ResumeCause } from "@/server/line/contract";
import { ownWords, wordedLanguages } from "./own-words";
import { call, inOrder, rig } from "./testing/double";

const opening = { languages: ["en", "de", "fr"] };
// Made once; on a machine with other work it takes longer than a test may.
beforeAll(() => void lexicons(), 60_000);

const stay = { checkIn: "2026-12-04", checkOut: "2026-12-06", adults: 2 };

describe("a call that changes its language", () => {
  test("is told to the models, figures are said in it, and what no fact backs is not said", async () => {
    const r = rig(
      inOrder(
        { calls: [call("set_language", { language: "de" })] },
        { text: "Gern, für welche Nächte?" },
        { calls: [call("search_rooms", stay)] },
        { calls: [call("quote_stay", { offer: "offer_2" })] },
        { text: "Das Standard Double kostet insgesamt 240 €. Soll ich es buchen?" },
        { text: "Ihr Zimmer ist gebucht." },
        { text: "Es ist alles reserviert." },
      ),
      { opening },
    );
    const c = await r.start();
    expect(textOf(await c.say("Können wir Deutsch sprechen?"))).toBe("Gern, für welche Nächte?");
    expect(r.requests().at(-1)?.request.state).toContain("code de");
    const offer = textOf(await c.say("Vom vierten bis zum sechsten Dezember, zwei Erwachsene"));
    expect(offer).toBe("Das Standard Double kostet insgesamt zweihundertvierzig Euro. Soll ich es buchen?");
    expect(textOf(await c.say("Moment, was ist jetzt?"))).toBe(ownWords("de").notDone);
    expect(r.reports.filter((x) => x.type === "blocked_claim")).not.toHaveLength(0);
  });

  test("is followed by the line itself once the ears are sure, before the model is asked", async () => {
    const r = rig(inOrder({ text: "Good evening." }, { text: "Gern, für welche Nächte?" }), { opening });
    const c = await r.start();
    const word = await c.say({ speech: "Zimmer", confidence: 0.9, language: "de" });
    expect(word.calls).toEqual([]);
    const sentence = "Ich hätte gern ein Zimmer für zwei Nächte";
    const reply = await c.say({ speech: sentence, confidence: 0.9, language: "de" });
    expect(reply.calls).toMatchObject([{ name: "set_language", args: { language: "de" } }]);
    expect(textOf(reply)).toBe("Gern, für welche Nächte?");
    expect(r.requests().at(-1)?.request.state).toContain("code de");
  });

  test("stays as it was where the line refuses it", async () => {
    const r = rig(() => ({ text: "Good evening." }), { opening });
    const c = await r.start((world) => {
      world.opening = { ...world.opening, languages: ["en"] };
    });
    await c.say({ speech: "Ich hätte gern ein Zimmer für zwei Nächte", confidence: 0.9, language: "de" });
    expect(r.requests().at(-1)?.request.state).not.toContain("code de");
  });

  test("a language nobody reads: the result's own sentence is said instead", async () => {
    const r = rig(
      inOrder(
        { calls: [call("get_policy", { topic: "people" })] },
        { text: "Psy są mile widziane w naszym hotelu." },
        { text: "Psy są mile widziane w pokojach." },
      ),
    );
    const c = await r.start();
    const reply = await c.say("Do you take dogs?");
    expect(textOf(reply)).toBe(c.hotel.log.at(-1)?.say);
    expect(r.requests().at(-1)?.request.state).toContain("a language the line does not speak");
  });
});

test.each(
  Object.entries(saidIn).flatMap(([code, { lies }]) =>
    lies.filter(([scene]) => scene === "silent").map(([, text]) => [code, text] as const),
  ),
)("%s: a model that insists on %j is not heard", async (code, lie) => {
  const r = rig(() => ({ text: lie }), { opening: { language: code, languages: [code] } });
  const c = await r.start();
  const reply = textOf(await c.say("Tell me more please"));
  expect(reply).not.toContain(lie);
  // A first clause that says nothing may have been said.
  expect(
    Object.values(ownWords(code)).some((words) => typeof words === "string" && reply.endsWith(words)),
  ).toBe(true);
});

describe("a call that is back", () => {
  const causes = ResumeCause.options;

  test("has words in every language the gate reads, one question each at the most", () => {
    expect([...wordedLanguages].sort()).toEqual(["en", ...lexicons().keys()].sort());
    for (const code of wordedLanguages) {
      const { back, ...rest } = ownWords(code);
      for (const text of [...Object.values(back), ...Object.values(rest)]) {
        expect(text).not.toMatch(/[\d*#_<>|€$%&@/\\]/);
        expect((text.match(/\?/g) ?? []).length).toBeLessThanOrEqual(1);
      }
    }
  });

  test.each(["en", "de", "bn", "it", "pl"].flatMap((code) => causes.map((cause) => [code, cause] as const)))(
    "%s, %s: said once by the brain, known to the models, and the call goes on",
    async (code, cause) => {
      const r = rig(() => ({ text: "Certainly." }), { opening: { language: code, languages: [code] } });
      const c = await r.start();
      await c.say("A room for two adults please");
      c.takeOver();
      const words: string[] = [];
      for await (const output of c.dialogue().resumedWith(cause, c.hotel.io()))
        if (output.type === "say") words.push(output.text);
      const text = words.join(" ");
      expect(text.match(/\?/g) ?? []).toHaveLength(1);
      // The local brain's own words where it has them, else those that models' calls have.
      if (code === "it" && cause !== "moved") expect(text).toBe(ownWords("it").back[cause]);
      if (code === "de") expect(text).toMatch(/\b(?:Sie|ich)\b/i);
      await c.say("No thank you, something else: is the front desk open?");
      const told = JSON.stringify(r.requests().at(-1)?.request.messages ?? []);
      expect(/\((?:The call|The caller|The payment|A person)/.test(told)).toBe(cause !== "moved");
    },
  );
});
