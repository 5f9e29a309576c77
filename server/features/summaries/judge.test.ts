import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { INTENTS } from "./intent";
import { type Judged, judge } from "./judge";
import { OUTCOMES } from "./outcome";
import type { CallRecord } from "./record";
import { sentimentOf } from "./sentiment/sentiment";
import { call, request, stay, tool } from "./testing/calls";

const searched = tool("search_rooms", { input: { arrival: "2026-06-05", departure: "2026-06-08" } });
const quoted = tool("quote_stay");

/** Hand-written calls and what a person would say of them. */
const CALLS: Record<string, [CallRecord, Partial<Judged>, RegExp?]> = {
  "a booking": [
    call(
      [
        "Hi, I'd like to book a room from the fifth for three nights",
        "the double please",
        "yes, perfect, thank you",
      ],
      {
        tools: [searched, quoted, tool("book_stay")],
        stays: [stay()],
        guestName: "Ada Berg",
      },
    ),
    { outcome: "booked", intent: "booking", sentiment: "positive", followUp: false, satisfaction: 5 },
    /^Ada Berg booked Courtyard double for 2 adults, 3 nights from Fri 5 Jun 2026, code 7K2M, EUR 456\.00\.$/,
  ],
  "a booking on the number alone": [
    call(["a room for tonight", "Szczepanik", "yes"], {
      tools: [searched, quoted, tool("book_stay")],
      stays: [stay({ nameUnclear: true })],
    }),
    {
      outcome: "booked",
      followUp: true,
      suggestedAction: "Listen to how the name is said and correct it on 7K2M.",
    },
  ],
  "booked and cancelled again in one call": [
    call(["book a room", "no wait, cancel it"], {
      tools: [
        searched,
        quoted,
        tool("book_stay"),
        tool("preview_cancel"),
        tool("commit_change", { data: { status: "cancelled", code: "7K2M" } }),
      ],
      stays: [stay({ status: "cancelled" })],
    }),
    { outcome: "cancelled" },
    /cancelled the stay 7K2M/,
  ],
  "a change": [
    call(["I need to change my booking to Friday", "yes"], {
      tools: [
        tool("verify_guest"),
        tool("get_stay"),
        tool("preview_change"),
        tool("commit_change", { data: { status: "confirmed", code: "7K2M" } }),
      ],
      stays: [stay({ booked: false })],
    }),
    { outcome: "changed", intent: "change", followUp: false },
    /changed a stay: now Courtyard double/,
  ],
  "a cancellation": [
    call(["I have to cancel my reservation", "yes please"], {
      tools: [
        tool("get_stay"),
        tool("preview_cancel"),
        tool("commit_change", { data: { status: "cancelled", code: "7K2M" } }),
      ],
      stays: [stay({ booked: false, status: "cancelled" })],
    }),
    { outcome: "cancelled", intent: "cancellation", followUp: false },
  ],
  towels: [
    call(["could we get two more towels in 214"], { tools: [tool("create_request")], requests: [request()] }),
    { outcome: "request", intent: "request", followUp: false },
    /R4T9 \(room 214\): Two extra towels/,
  ],
  "a question": [
    call(["what time is breakfast", "great, thanks"], {
      tools: [tool("get_policy", { input: { topic: "arrival_departure" } })],
    }),
    { outcome: "answered", intent: "question", followUp: false, suggestedAction: null },
    /had a question about check-in and check-out\. The line answered\.$/,
  ],
  "a message": [
    call(["can I leave a message for Mr Moe"], {
      tools: [tool("take_message")],
      messages: [{ ref: "M2K7", recipient: "Moe" }],
    }),
    { outcome: "message", intent: "message" },
    /a message for Moe \(M2K7\)/,
  ],
  "put through": [
    call(["let me talk to a person"], {
      endReason: "transferred",
      tools: [tool("transfer_call", { data: { state: "connecting" } })],
    }),
    { outcome: "to_a_person", intent: "person", followUp: false },
  ],
  "nobody picked up": [
    call(["I want to speak to the manager"], {
      tools: [tool("transfer_call", { data: { state: "no_answer" } })],
    }),
    { followUp: true, suggestedAction: "The guest wanted a person and reached none. Call +4790012345 back." },
  ],
  "a complaint": [
    call(["the room is filthy and the staff were rude, this is unacceptable"], {
      tools: [tool("create_request")],
      requests: [request({ kind: "complaint", summary: "Dirty room, rude staff" })],
    }),
    {
      outcome: "request",
      intent: "complaint",
      sentiment: "negative",
      followUp: true,
      suggestedAction: "Answer the complaint (R4T9) and call +4790012345 back.",
    },
  ],
  "an emergency beats everything": [
    call(["there is a fire, this is terrible"], {
      tools: [tool("raise_emergency", { input: { kind: "fire", place: "room 310" } })],
      requests: [request({ kind: "complaint", summary: "EMERGENCY (fire) at room 310", urgency: "urgent" })],
    }),
    {
      intent: "emergency",
      followUp: true,
      suggestedAction: "Make sure help has come: emergency at room 310.",
    },
  ],
  "a call-back": [
    call(["just call me back tomorrow"], {
      tools: [tool("schedule_callback")],
      requests: [request({ kind: "other", summary: "Call back (tomorrow) general" })],
    }),
    { outcome: "request", followUp: true, suggestedAction: "Call +4790012345 back (R4T9)." },
  ],
  "left with a room on hold": [
    call(["a room from the fifth", "hm, let me think"], {
      endReason: "guest_hung_up",
      tools: [searched, quoted],
    }),
    {
      outcome: "abandoned",
      intent: "booking",
      followUp: true,
      suggestedAction:
        "A booking was left unfinished (2026-06-05 to 2026-06-08). Call +4790012345 and offer it again.",
    },
    /left before it was settled/,
  ],
  "hung up at once": [
    call([], { endReason: "guest_hung_up", fromNumber: null }),
    {
      outcome: "abandoned",
      intent: "other",
      intentConfidence: 0,
      sentiment: null,
      satisfaction: null,
      followUp: false,
    },
    /^Nobody spoke\.$/,
  ],
  "the worker died": [
    call(["I would like a room"], { endReason: "worker_lost" }),
    { outcome: "abandoned", followUp: true, suggestedAction: "The call broke off. Call +4790012345 back." },
    /broke off/,
  ],
  "no rooms left": [
    call(["any rooms tonight"], { tools: [tool("search_rooms", { ok: false, code: "unavailable" })] }),
    {
      followUp: true,
      suggestedAction: "Finding a room was not possible for this guest. See whether the hotel can help.",
    },
  ],
  "refused first, found later": [
    call(["any rooms tonight", "then tomorrow"], {
      tools: [tool("search_rooms", { ok: false, code: "unavailable" }), searched],
    }),
    { outcome: "answered", followUp: false },
  ],
  "a language we have no words for": [
    call(["to jest straszne"], { language: "pl", tools: [tool("get_policy")] }),
    { outcome: "answered", sentiment: null, intent: "question" },
  ],
};

describe("a call is judged", () => {
  test.each(Object.entries(CALLS))("%s", (_name, [record, expected, summary]) => {
    const judged = judge(record);
    expect(judged).toMatchObject(expected);
    if (summary) expect(judged.summary).toMatch(summary);
  });

  test("whatever the record holds: known words, bounded numbers, at most a few sentences, the same twice", () => {
    const text = fc.string({ maxLength: 200 });
    const anyTool = fc.record({
      name: fc.oneof(
        fc.constantFrom("search_rooms", "book_stay", "transfer_call", "commit_change", "raise_emergency"),
        text,
      ),
      ok: fc.boolean(),
      code: fc.option(fc.constantFrom("unavailable", "not_allowed", "missing", "constructor")),
      input: fc.dictionary(text, fc.jsonValue() as fc.Arbitrary<unknown>),
      data: fc.dictionary(text, fc.jsonValue() as fc.Arbitrary<unknown>),
    });
    const record = fc.record({
      language: fc.constantFrom("en", "de", "", "__proto__"),
      endReason: fc.option(fc.constantFrom("done", "silence", "toString", "worker_lost")),
      fromNumber: fc.option(text),
      guestName: fc.option(text),
      guestTurns: fc.array(text, { maxLength: 30 }),
      tools: fc.array(anyTool, { maxLength: 10 }),
      stays: fc.constantFrom([], [stay()], [stay({ booked: false })]),
      requests: fc.constantFrom([], [request()]),
      messages: fc.constant([]),
    });
    fc.assert(
      fc.property(record, (given) => {
        const judged = judge(given);
        expect(OUTCOMES).toContain(judged.outcome);
        expect(INTENTS).toContain(judged.intent);
        expect(judged.intentConfidence).toBeGreaterThanOrEqual(0);
        expect(judged.intentConfidence).toBeLessThanOrEqual(1);
        expect(judged.followUp).toBe(judged.suggestedAction !== null);
        expect([null, 1, 2, 3, 4, 5]).toContain(judged.satisfaction);
        expect(judged.summary.length).toBeGreaterThan(0);
        expect(judged.summary.length).toBeLessThan(2_000);
        expect(judge(given)).toEqual(judged);
      }),
    );
  });
});

describe("sentiment in English", () => {
  test.each([
    ["this is great", "positive"],
    ["this is not great", "negative"],
    ["that's not bad at all", "positive"],
    ["no thanks", "neutral"],
    ["no problem", "positive"],
    ["two nights please, for two", "neutral"],
    ["I am extremely disappointed", "negative"],
    ["I don't have any complaint, the room is lovely", "positive"],
    ["good evening", "neutral"],
    ["the room was wonderful but the service was awful", "mixed"],
    ["is there a hot tub and cold water", "neutral"],
  ])("%s: %s", (turn, sentiment) => {
    expect(sentimentOf("en", [turn])?.sentiment).toBe(sentiment);
  });

  test("stronger words weigh more, more words make it surer, and the end counts most", () => {
    const score = (...turns: string[]) => sentimentOf("en", turns)?.score ?? 0;
    expect(score("extremely good")).toBeGreaterThan(score("good"));
    expect(score("slightly good")).toBeLessThan(score("good"));
    expect(score("terrible", "wonderful")).toBeGreaterThan(score("wonderful", "terrible"));
    const sure = (...turns: string[]) => sentimentOf("en", turns)?.confidence ?? 0;
    expect(sure("two nights")).toBe(0);
    expect(sure("good, lovely, great")).toBeGreaterThan(sure("good"));
  });
});
