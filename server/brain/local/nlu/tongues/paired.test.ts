import { describe, expect, test } from "vitest";
import { TEST_NOW, testOpening } from "@/server/brain/testing/opening";
import { readCode } from "../codes";
import { readDigits, readRoomNumber } from "../digits";
import { readName } from "../names";
import { readTime } from "../times";
import { type Asked, type Understanding, understand } from "../understand";
import { type Expected, paired } from "./paired";
import { unrehearsed } from "./unrehearsed";

const opening = testOpening({ languages: ["en", "es", "de", "fr", "bn"] });

const readers: { [K in keyof Expected]-?: (u: Understanding) => unknown } = {
  intent: (u) => u.intents,
  answer: (u) => u.answer,
  arrival: (u) => u.stay.arrival,
  departure: (u) => u.stay.departure,
  nights: (u) => u.stay.nights,
  adults: (u) => u.party.adults,
  childAges: (u) => u.party.childAges,
  rooms: (u) => u.party.rooms,
  types: (u) => u.roomTypes,
  request: (u) => u.request?.kind,
  items: (u) => u.request?.items,
  house: (u) => u.hotelQuestion !== undefined || undefined,
  topic: (u) => u.hotelQuestion?.topic,
  emergency: (u) => u.emergency,
  surname: (u) => readName(u.named.raw, u.named.text, true)?.last,
  digits: (u) => readDigits(u.text),
  code: (u) => readCode(u.named.text, true),
  room: (u) => readRoomNumber(u.text, true),
  time: (u) => readTime(u.text, "arrival")?.time,
  issue: (u) => u.stay.issues[0]?.code,
  secret: (u) => u.secret,
};

/** What differs from what is wanted of an utterance; empty for a hit. */
function misses(language: string, said: string, want: Expected, asked?: Asked): string[] {
  const turn = { id: "t", source: "speech" as const, text: said, confidence: 1 };
  const u = understand(turn, opening, new Date(TEST_NOW), { ...asked, language });
  return Object.entries(want).flatMap(([key, wanted]) => {
    const got = readers[key as keyof Expected](u);
    const hit =
      key === "intent"
        ? u.intents.includes(wanted as never)
        : key === "surname"
          ? (wanted as string).split("|").includes(got as string)
          : JSON.stringify(got) === JSON.stringify(wanted);
    return hit
      ? []
      : [`${said} (${u.text}): ${key} is ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`];
  });
}

/** How many of a hundred rows are read as they are meant: what is reached, so that it only gets better. */
const REACHED = { en: 100, es: 100, de: 100, fr: 100, bn: 100 } as const;

describe.each(Object.entries(REACHED))("what a guest says in %s", (code, reached) => {
  const language = code as keyof typeof REACHED;
  const rows = paired.flatMap(({ [language]: said, want, asked }) =>
    said === undefined ? [] : [{ said, want, asked }],
  );

  test(`is read as it is meant in ${reached} of a hundred`, () => {
    expect(rows.length).toBeGreaterThanOrEqual(language === "bn" ? 40 : 60);
    const missed = rows
      .map(({ said, want, asked }) => misses(language, said, want, asked))
      .filter((each) => each.length > 0);
    const share = Math.floor((100 * (rows.length - missed.length)) / rows.length);
    expect(share, missed.flat().join("\n")).toBeGreaterThanOrEqual(reached);
  });
});

/** The same of what the lists were not made from. */
const UNREHEARSED = { de: 100, es: 100, fr: 100 } as const;

describe.each(Object.entries(UNREHEARSED))("what a guest says in other words in %s", (code, reached) => {
  const rows = unrehearsed[code as keyof typeof UNREHEARSED];

  test(`is read as it is meant in ${reached} of a hundred`, () => {
    expect(rows.length).toBeGreaterThanOrEqual(30);
    const missed = rows.map((row) => misses(code, ...row)).filter((each) => each.length > 0);
    const share = Math.floor((100 * (rows.length - missed.length)) / rows.length);
    expect(share, missed.flat().join("\n")).toBeGreaterThanOrEqual(reached);
  });
});

test.each([
  ["de", "Mein Name ist Anna Müller-Lüdenscheidt", { first: "Anna", last: "Müller-Lüdenscheidt" }],
  ["fr", "Je m'appelle Jean-Luc Martin", { first: "Jean-Luc", last: "Martin" }],
  ["es", "A nombre de María del Mar Ruiz-Gómez", { last: "del Mar Ruiz-Gómez" }],
  ["de", "Frau Sommer", { last: "Sommer" }],
] as const)("%s: %s keeps the name as it is written", (language, said, name) => {
  const u = understand({ id: "t", source: "typed", text: said, confidence: 1 }, opening, new Date(TEST_NOW), {
    language,
  });
  expect(readName(u.named.raw, u.named.text, true)).toMatchObject(name);
});

test("an address is no words", () => {
  const turn = {
    id: "t",
    source: "typed" as const,
    text: "meine E-Mail ist anna-maria.der@haus-see.de",
    confidence: 1,
  };
  expect(understand(turn, opening, new Date(TEST_NOW), { language: "de" }).email).toBe(
    "anna-maria.der@haus-see.de",
  );
});
