import { beforeAll, describe, expect, test } from "vitest";
import { checkSentence, heard, type Ledger, learned, lexicons, newLedger } from "@/server/brain/gate";
import type { Brain, BrainDialogue, BrainIo } from "@/server/brain/port";
import { type Conversation, converse, textOf } from "@/server/brain/testing/converse";
import { testOpening } from "@/server/brain/testing/opening";
import { seeded } from "@/server/brain/testing/world";
import { GUEST_LANGUAGES } from "@/server/kernel/in-language";
import { spokenIn } from "@/server/kernel/spoken";
import type { CallOpening } from "@/server/line/contract";
import { tools } from "@/server/tools";
import { localBrain } from "../index";
import { paired } from "../nlu/tongues/paired";
import { catalogues } from "../say/phrase";
import { booking, cancelling, person, towels } from "./languages";

// Made once; on a machine with other work it takes longer than a test may.
beforeAll(() => void lexicons(), 60_000);

type Language = keyof typeof booking;
const languages = GUEST_LANGUAGES.filter((code): code is Language => code !== "en");
const openingIn = (language: string, more: object = {}): CallOpening =>
  testOpening({ language, languages: ["en", language], ...more });

/** The brain under test, with a ledger of what its calls gave: what the gate judges by. */
function ledgered(ledger: Ledger, opening: CallOpening): Brain {
  const learning = (io: BrainIo): BrainIo => ({
    ...io,
    callTool: async (name, args) => {
      const result = await io.callTool(name, args);
      learned(ledger, opening, name, args, result);
      return result;
    },
  });
  const wrap = (inner: BrainDialogue): BrainDialogue => ({
    greet: (io) => inner.greet(io),
    respond: (turn, io) => inner.respond(turn, learning(io)),
    silent: (count, io) => inner.silent(count, learning(io)),
    resumedWith: (cause, io) => inner.resumedWith(cause, learning(io)),
    interrupted: (text) => inner.interrupted(text),
    expectation: () => inner.expectation(),
    snapshot: () => inner.snapshot(),
  });
  return {
    name: "local",
    start: (o) => wrap(localBrain.start(o)),
    resume: (o, snapshot) => wrap(localBrain.resume(o, snapshot)),
  };
}

/**
 * Claims about prices, days, times and numbers. A room or the end of a number that the guest said is read as a code of no
 * result, and the gate takes some words of a preview ("würde stornieren") for a deed: it would withhold, and not mislead.
 */
const JUDGED = new Set(["price", "date", "time", "count"]);
const PHONE = "+4915123456789";

const story = (call: Conversation): string =>
  call.exchanges
    .map((e) => `G: ${e.guest}\nL: ${textOf(e)} ${e.calls.map((c) => `#${c.name}`).join(" ")}`)
    .join("\n");

/** Plays the lines; every sentence of the line's own is in the language and passes the gate. */
async function play(language: Language, lines: readonly string[], takeOver = false): Promise<Conversation> {
  const opening = openingIn(language);
  const ledger = newLedger(opening);
  const call = await converse(ledgered(ledger, opening), { opening });
  const wrong: unknown[] = [];
  for (const line of lines) {
    if (takeOver) call.takeOver();
    heard(ledger, line, ["2026-12-03", "2026-12-05"]);
    const exchange = await call.say(line);
    expect(exchange.says.length, story(call)).toBeGreaterThan(0);
    for (const { text } of exchange.says) {
      // What a result says, and how the hotel closes, are the hotel's own words.
      if (exchange.calls.some((c) => c.say === text) || text === opening.closing) continue;
      expect(text, story(call)).not.toMatch(/\b(?:the|you|your|shall|with|please)\b/i);
      for (const sentence of text.split(/(?<=[.!?।])\s+/)) {
        const verdict = checkSentence(sentence, ledger, {
          today: "2026-11-18",
          currency: "EUR",
          language,
          roomTypes: opening.roomTypes.map((type) => type.name),
          question: line,
        });
        const ending = spokenIn(language).digits(PHONE.slice(-3));
        const claims = verdict.ok
          ? []
          : verdict.claims.filter(({ kind, words }) => JUDGED.has(kind) && !ending.includes(words));
        if (claims.length > 0) wrong.push([sentence, claims]);
      }
    }
  }
  expect(wrong, story(call)).toEqual([]);
  return call;
}

const done = (call: Conversation) =>
  call.hotel.log
    .filter(
      (c) =>
        c.ok &&
        tools[c.name].effect !== "read" &&
        !["quote_stay", "verify_guest", "end_call"].includes(c.name),
    )
    .map(({ name, args }) => [name, args]);

describe.each(languages)("a call in %s without a model", (language) => {
  test.each([false, true])("books a room (taken over at every turn: %s)", async (takeOver) => {
    const call = await play(language, booking[language], takeOver);
    expect(done(call), story(call)).toEqual([
      ["book_stay", expect.objectContaining({ guest: { first: "Anna", last: "Meyer", phone: PHONE } })],
    ]);
    expect(call.hotel.log.find((c) => c.name === "search_rooms")?.args).toEqual({
      checkIn: "2026-12-03",
      checkOut: "2026-12-05",
      adults: 2,
    });
    expect(call.exchanges.at(-1)?.end).toBe("done");
  });

  test("cancels a booking", async () => {
    const call = await play(language, cancelling[language]);
    expect(
      call.hotel.log.map((c) => c.name),
      story(call),
    ).toEqual(["verify_guest", "preview_cancel", "commit_change"]);
    expect(call.hotel.log[0]?.args).toEqual({ surname: "Okafor", factor: "code", value: "K7MQ2R" });
  });

  test("sends towels", async () => {
    const call = await play(language, towels[language]);
    expect(done(call), story(call)).toEqual([
      [
        "create_request",
        expect.objectContaining({ room: "214", name: "Meyer", items: [{ item: "towel", qty: 2 }] }),
      ],
    ]);
  });

  test("hands over to a person", async () => {
    const call = await play(language, person[language]);
    expect(done(call), story(call)).toEqual([
      ["transfer_call", expect.objectContaining({ destination: "front_desk", callerAgreed: true })],
    ]);
    expect(call.exchanges.at(-1)?.end).toBe("transferred");
  });

  test("what is not understood twice goes to a person, and never round in circles", async () => {
    const call = await converse(localBrain, { opening: openingIn(language) });
    for (let i = 0; i < 8 && !call.exchanges.at(-1)?.end; i++) await call.say("brabbel zork");
    const said = call.exchanges.slice(1).map(textOf);
    expect(call.exchanges.at(-1)?.end, story(call)).toBe("done");
    expect(said.length, story(call)).toBeLessThanOrEqual(5);
    expect(call.exchanges[2]?.expects.kind, story(call)).toBe("yes_no");
  });

  test("a guest who speaks English is understood all the same", async () => {
    const call = await converse(localBrain, { opening: openingIn(language) });
    await call.say("I would like to book a double room for two people from december 3 to december 5");
    expect(call.hotel.log.map((c) => c.name)).toContain("search_rooms");
  });
});

test("danger in another language: the place, then the alarm with the guest's own words", async () => {
  const call = await converse(localBrain, { opening: openingIn("de") });
  expect(textOf(await call.say("Hilfe, meine Frau ist bewusstlos"))).toMatch(/^Wo /);
  const alarm = await call.say("Zimmer zweihundertvierzehn");
  expect(alarm.calls.map((c) => [c.name, c.args])).toEqual([
    [
      "raise_emergency",
      { kind: "medical", place: "room 214", happening: "Hilfe, meine Frau ist bewusstlos" },
    ],
  ]);
  const other = await converse(localBrain, { opening: openingIn("fr") });
  await other.say("Il y a le feu !");
  expect((await other.say("derrière les cuisines du fond")).calls[0]?.args).toMatchObject({
    kind: "fire",
    place: "derrière les cuisines du fond",
  });
});

test("a card read out in another language is stopped before its digits are kept", async () => {
  const call = await converse(localBrain, { opening: openingIn("es") });
  const reply = await call.say("mi tarjeta de crédito es cuatro uno uno uno dos dos dos dos");
  expect(textOf(reply)).toMatch(/tarjeta/);
  expect(JSON.stringify(call.dialogue().snapshot())).not.toMatch(/4111|cuatro uno/);
});

test.each(languages)(
  "%s: said in any order, nothing breaks and every answer can be spoken",
  async (language) => {
    const lines = paired.flatMap(({ [language]: said }) => (said === undefined ? [] : [said]));
    const next = seeded(7);
    for (let round = 0; round < 25; round++) {
      const call = await converse(localBrain, {
        opening: openingIn(language, { caller: { number: PHONE } }),
      });
      for (let i = 0; i < 12 && !call.exchanges.at(-1)?.end; i++) {
        const exchange = await call.say(lines[Math.floor(next() * lines.length)] as string);
        const text = textOf(exchange);
        expect(text, story(call)).not.toMatch(/^$|[{}\d*#_<>|€$%&@/\\]|undefined|null|NaN/);
        // In danger the place is asked for in two short questions.
        const isDanger = catalogues[language].emergencyPlace.some((words) => text.includes(words));
        if (!isDanger) expect(text.match(/\?/g)?.length ?? 0, story(call)).toBeLessThanOrEqual(1);
      }
    }
  },
);

describe("a call whose language changes", () => {
  test.each(languages)("to %s, because the guest speaks it", async (language) => {
    const call = await converse(localBrain, { opening: testOpening({ languages: ["en", language] }) });
    const reply = await call.say(booking[language][0] as string);
    expect(reply.calls.map((c) => [c.name, c.args])).toContainEqual(["set_language", { language }]);
    await call.say(booking[language][1] as string);
    expect(
      call.hotel.log.map((c) => c.name),
      story(call),
    ).toContain("search_rooms");
    expect(textOf(call.exchanges.at(-1) as never)).not.toMatch(/\b(?:the|you|night)\b/);
  });

  test("on request in the middle of a booking: the open question is asked again in it, and nothing is lost", async () => {
    const call = await converse(localBrain, { opening: testOpening({ languages: ["en", "de"] }) });
    await call.say("I would like a double room for two people");
    const reply = await call.say("Do you speak German?");
    expect(textOf(reply)).toMatch(/Zeitraum|Von wann/);
    const offer = await call.say("vom dritten bis zum fünften Dezember");
    expect(offer.calls[0]?.args).toMatchObject({ checkIn: "2026-12-03", adults: 2 });
    expect(textOf(offer)).toContain("Steuern");
  });

  test("a language the hotel's line does not speak is not changed to", async () => {
    const call = await converse(localBrain, { opening: testOpening({ languages: ["en"] }) });
    const reply = await call.say("Ich möchte ein Zimmer für zwei Personen");
    expect(reply.calls).toEqual([]);
    expect(textOf(await call.say("do you speak German"))).toMatch(
      /do not speak that language|only speak English/,
    );
  });
});

describe("a language this brain has no words for", () => {
  const italian = (more: object = {}) => converse(localBrain, { opening: openingIn("it", more) });

  test("is told so in it, and a person is offered and fetched", async () => {
    const call = await italian();
    expect(textOf(await call.say("Vorrei prenotare una camera"))).toMatch(/^Mi dispiace.*persona\?$/);
    const reply = await call.say("sì, va bene");
    expect(reply.calls.map((c) => c.name)).toEqual(["transfer_call"]);
    expect(reply.end).toBe("transferred");
  });

  test("with the desk closed, a call back to the number called from, and what came of it", async () => {
    const directory = [
      { destination: "front_desk", spokenName: "the front desk", handles: "all", open: false },
    ];
    const call = await italian({ directory, caller: { number: "+393331234567" } });
    expect(textOf(await call.say("Vorrei prenotare una camera"))).toMatch(/richiamato/);
    const reply = await call.say("sì");
    expect(reply.calls.map((c) => [c.name, c.args])).toContainEqual([
      "schedule_callback",
      expect.objectContaining({ number: "+393331234567" }),
    ]);
    expect(textOf(reply)).toBe("La richiameremo. Arrivederci.");
  });

  test("an answer that is not understood is asked for by keys once, then the call ends with what to do", async () => {
    const call = await italian();
    await call.say("Vorrei prenotare una camera");
    expect(textOf(await call.say("una camera grande"))).toContain("Prema");
    const last = await call.say("una camera grande");
    expect(last.end).toBe("done");
    expect(textOf(last)).toContain("zero");
  });

  test("the keys answer it", async () => {
    const call = await italian();
    await call.say("Vorrei prenotare una camera");
    expect((await call.say({ keys: "1" })).end).toBe("transferred");
  });

  test("a language without any words is told in English", async () => {
    const call = await converse(localBrain, { opening: openingIn("pl") });
    expect(textOf(await call.say("Chciałbym pokój"))).toMatch(/in this language\. Shall I connect/);
  });
});
