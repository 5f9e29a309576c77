import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  askedName,
  confidenceOf,
  hearCode,
  hearEmail,
  hearLetter,
  hearName,
  hearPhone,
  judgeCode,
  judgeEmail,
  judgeName,
  judgePhone,
  newCodeState,
  newEmail,
  newName,
  newPhone,
  readingsOf,
  readLetter,
  readSpelling,
  type Sign,
  soundDistance,
} from "./index";
import { doubts, likeliest } from "./lattice";

const spelled = (text: string): Sign[] => readSpelling(text, 1)?.signs ?? [];
const by =
  (text: string, confidence: number, correction = false) =>
  (state: ReturnType<typeof newName>) =>
    hearName(state, [{ signs: spelled(text), weight: 1 }], confidence, correction);
const sound = (surname: string, confidence: number) => (state: ReturnType<typeof newName>) =>
  hearName(state, [{ surname, weight: 1 }], confidence);
const name = (...steps: ((s: ReturnType<typeof newName>) => ReturnType<typeof newName>)[]) =>
  steps.reduce((state, step) => step(state), newName());

describe("a surname", () => {
  test("typed or well heard is taken; poorly heard is to be spelled", () => {
    expect(judgeName(name(sound("Meyer", 1)))).toMatchObject({ value: "Meyer", next: { kind: "done" } });
    expect(judgeName(name(sound("Meyer", 0.5)))).toMatchObject({ next: { kind: "spell" } });
    expect(judgeName(newName())).toMatchObject({ next: { kind: "ask" } });
  });

  test("only the doubtful letter is asked about, and its answer settles it", () => {
    const doubtful = name(by("n o r a u", 0.35));
    const verdict = judgeName(doubtful);
    expect(verdict.next).toMatchObject({ kind: "sign", at: 0, options: ["n", "m"], before: "" });
    const settled = hearLetter(doubtful, verdict.value as string, 0, "m");
    expect(judgeName(settled).value).toBe("morau");
  });

  test("the sound puts one spelling before another", () => {
    const verdict = judgeName(name(sound("Meyer", 0.95), sound("Meyer", 0.95), by("n e y e r", 0.6)));
    expect(verdict.value).toBe("meyer");
    expect(judgeName(name(by("n e y e r", 0.6))).value).toBe("neyer");
  });

  test("spelling beats sound, and letters said with a word are sure", () => {
    expect(judgeName(name(sound("Maier", 0.9), by("m e y e r", 0.9))).value).toBe("meyer");
    const sure = judgeName(name(by("november oscar romeo", 0.4)));
    expect(sure).toMatchObject({ value: "nor", next: { kind: "done" } });
  });

  test("the last correction wins", () => {
    const corrected = name(by("m e y e r", 0.9), by("m a y e r", 0.9, true));
    expect(judgeName(corrected).value).toBe("mayer");
  });

  test("questions end: after two of a kind the best reading stands", () => {
    let state = name(sound("Meyer", 0.4));
    for (let n = 0; n < 2; n++) state = askedName(state, "spell");
    expect(judgeName(state).next.kind).toBe("done");
  });

  test("the caller's own record chooses among names that sound alike and brings in no other", () => {
    expect(judgeName(name(sound("Maier", 0.9)), { hint: "Meyer" }).value).toBe("Meyer");
    expect(judgeName(name(sound("Okafor", 0.9)), { hint: "Meyer" }).value).toBe("Okafor");
  });

  test("whether to ask never depends on who is expected", () => {
    for (const confidence of [0.4, 0.6, 0.8, 1])
      for (const records of [[], ["Meyer"], ["Neyer"]])
        for (const state of [name(by("n e y e r", confidence)), name(sound("Meyer", confidence))])
          expect(judgeName(state, { records }).next).toEqual(judgeName(state).next);
  });

  test("nothing, rubbish and huge input end in a question or a value, never in an error", () => {
    for (const text of ["", " ", "a".repeat(5000), "m ".repeat(500)])
      expect(
        judgeName(hearName(newName(), [{ surname: text, signs: spelled(text), weight: 1 }], 0.5)),
      ).toBeDefined();
  });
});

describe("a letter as an answer", () => {
  test.each([
    ["m as in mike", "m"],
    ["n as in november", "n"],
    ["november", "n"],
    ["no m", "m"],
    ["m not n", "m"],
    ["not m n", "n"],
    ["the first one", "m"],
    ["it is the 2nd one", "n"],
    ["martha", "m"],
    ["n wie nordpol", "n"],
    ["p as in papa", "p"],
    ["i do not know", undefined],
    ["", undefined],
  ])("%s", (text, char) => expect(readLetter(text, ["m", "n"])?.char).toBe(char));

  test.each([
    ["m wie martha e i n wie nordpol", "mein"],
    ["m as in mike", "m"],
    ["n as in mike e", "me"],
    ["anton berta doppel l", "abll"],
    ["s c h ü t z", "schütz"],
    ["schule mike", "schm"],
    ["x ray a", "xa"],
  ])("%s is spelled", (text, letters) => expect(readSpelling(text, 1)?.letters).toBe(letters));
});

describe("sound", () => {
  test.each([
    ["Meyer", "Maier", 0],
    ["Schmidt", "Schmitt", 0],
    ["Philips", "Filips", 0],
    ["Becker", "Beker", 0],
  ])("%s and %s", (a, b, far) => expect(soundDistance(a, b)).toBe(far));
  test("unlike names are far apart", () => expect(soundDistance("Okafor", "Meyer")).toBeGreaterThan(2));
});

const digits = (text: string, weight = 1) => ({ digits: text, weight });

describe("a phone number", () => {
  const berlin = { country: "DE" };
  test("one sure reading is taken, in pieces too", () => {
    const whole = hearPhone(newPhone(), [digits("015123456789")], { confidence: 1, sure: true });
    expect(judgePhone(whole, berlin)).toMatchObject({
      value: "+4915123456789",
      checked: true,
      next: { kind: "done" },
    });
    const part = hearPhone(newPhone(), [digits("0151")], { confidence: 0.9, sure: false });
    expect(judgePhone(part, berlin).next).toEqual({ kind: "more", have: "0151" });
    const rest = hearPhone(part, [digits("23456789")], { confidence: 0.9, sure: false, continues: true });
    expect(judgePhone(rest, berlin).value).toBe("+4915123456789");
  });

  test("two readings that differ in a digit ask about that digit alone", () => {
    const state = hearPhone(newPhone(), [digits("015123456789", 0.55), digits("015123496789", 0.45)], {
      confidence: 0.5,
      sure: false,
    });
    expect(judgePhone(state, berlin).next).toMatchObject({
      kind: "sign",
      at: 7,
      options: ["5", "9"],
      before: "0151234",
    });
  });

  test("the number the call comes from settles it", () => {
    const state = hearPhone(newPhone(), [digits("015123456789", 0.55), digits("015123496789", 0.45)], {
      confidence: 0.7,
      sure: false,
    });
    expect(judgePhone(state, { ...berlin, caller: "+4915123496789" })).toMatchObject({
      value: "+4915123496789",
      next: { kind: "done" },
    });
  });

  test("what no plan knows is kept as said, unchecked", () =>
    expect(
      judgePhone(hearPhone(newPhone(), [digits("1".repeat(20))], { confidence: 1, sure: true }), berlin),
    ).toMatchObject({ value: "1".repeat(20), checked: false }));
});

describe("a booking code", () => {
  const said = (text: string, weight = 1) => ({
    signs: [...text].map((char) => ({ char, sure: false })),
    weight,
  });
  test("signs that no code has give way to what sounds like them", () =>
    expect(judgeCode(hearCode(newCodeState(), [said("k7nq2b")], 0.8)).value).toMatch(/^K7[NM]Q2[DPVE]$/));
  test("a sure code is taken as it is", () =>
    expect(judgeCode(hearCode(newCodeState(), [said("k7mq2r")], 1))).toMatchObject({ value: "K7MQ2R" }));
});

describe("an address", () => {
  test("a provider misheard by one letter, and a surname that sounds like the caller's", () => {
    const state = hearEmail(newEmail(), [{ local: "anna.maier", domain: "gmial.com", weight: 1 }], 0.8);
    expect(judgeEmail(state, { names: ["Meyer"] }).value).toBe("anna.meyer@gmial.com");
    const near = hearEmail(newEmail(), [{ local: "anna", domain: "gmai.com", weight: 1 }], 0.8);
    expect(judgeEmail(near, { names: [] }).value).toBe("anna@gmail.com");
  });
  test("readings that disagree are to be spelled", () => {
    const state = hearEmail(
      newEmail(),
      [
        { local: "cole", domain: "example.com", weight: 0.5 },
        { local: "kohl", domain: "example.com", weight: 0.5 },
      ],
      0.5,
    );
    expect(judgeEmail(state, { names: [] }).next).toEqual({ kind: "spell" });
  });
});

test("any signs, any number of times, end in texts", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.stringMatching(/^[a-z0-9@' ]{0,12}$/), { minLength: 1, maxLength: 4 }), {
        maxLength: 3,
      }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (pieces, confidence) => {
        const texts = likeliest(
          pieces.map((readings) => ({
            confidence,
            readings: readings.map((text, n) => ({
              signs: [...text].map((char) => ({ char, sure: n % 2 === 0 })),
              weight: 1 / readings.length,
            })),
          })),
        );
        expect(texts.every(({ score }) => Number.isFinite(score))).toBe(true);
        expect(doubts(texts, 0.8).share).toBeLessThanOrEqual(1.000001);
      },
    ),
    { numRuns: 200 },
  );
});

test("alternatives of a turn share its weight; typed words have none", () => {
  const turn = { text: "a", confidence: 0.7, alternatives: ["b", "a", "c"], source: "speech" as const };
  const readings = readingsOf(turn);
  expect(readings.map(([text]) => text)).toEqual(["a", "b", "c"]);
  expect(readings.reduce((sum, [, weight]) => sum + weight, 0)).toBeCloseTo(1);
  expect(readingsOf({ ...turn, source: "typed" })).toEqual([["a", 1]]);
  expect(confidenceOf({ ...turn, source: "typed" })).toBe(1);
});
