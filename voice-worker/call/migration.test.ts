import { describe, expect, test } from "vitest";
import { localBrain } from "@/server/brain/local";
import type { Brain, BrainDialogue, BrainIo, BrainOutput, GuestTurn } from "@/server/brain/port";
import { createTestHotel } from "@/server/brain/testing/hotel";
import type { ToolName, ToolResult } from "@/server/tools";
import { type Guest, playDying } from "../testing/dying-call";
import { say } from "../testing/fake-brain";
import { booking as bookingScript } from "../testing/scripts/booking";

/** A booking in four questions, whose memory is a list of answers. */
class FormDialogue implements BrainDialogue {
  static readonly questions = [
    "How can I help?",
    "How many nights?",
    "What is your name?",
    "Shall I book it?",
  ];

  constructor(private state: { answers: string[]; greeted: boolean }) {}

  async *greet(): AsyncGenerator<BrainOutput> {
    this.state.greeted = true;
    yield say("How can I help?", "question");
  }

  async *respond(turn: GuestTurn, io: BrainIo): AsyncGenerator<BrainOutput> {
    const answers = [...this.state.answers, turn.text];
    const next = FormDialogue.questions[answers.length];
    if (next) {
      this.state = { ...this.state, answers };
      return void (yield say(next, "question"));
    }
    const result = await io.callTool("book_stay", { quotes: ["quote_1"], guest: { last: answers[2] } });
    this.state = { ...this.state, answers };
    yield say(result.ok ? "It is booked." : "I could not book it.");
    yield { type: "end", reason: "done" };
  }

  async *resumedWith(): AsyncGenerator<BrainOutput> {}

  async *silent(): AsyncGenerator<BrainOutput> {
    yield say(FormDialogue.questions[this.state.answers.length] ?? "Are you there?", "question");
  }

  interrupted(): void {}
  expectation() {
    return { kind: "open" as const };
  }
  snapshot(): unknown {
    return structuredClone(this.state);
  }
}

const formBrain: Brain = {
  name: "form",
  start: () => new FormDialogue({ answers: [], greeted: false }),
  resume: (_opening, snapshot) =>
    new FormDialogue(structuredClone(snapshot) as { answers: string[]; greeted: boolean }),
};

const count = (lines: readonly string[], text: string) => lines.filter((line) => line === text).length;

describe("a worker dies at any moment of a booking", () => {
  const guestOfForm = (): Guest => ({
    content: /It is booked/,
    reply: (line) =>
      line.includes("help")
        ? "A room please."
        : line.includes("nights")
          ? "Two."
          : line.includes("name")
            ? "Okafor."
            : line.includes("Shall")
              ? "Yes."
              : undefined,
  });

  test("one booking, and nothing is asked twice that the app had been told", async () => {
    const booked: ToolResult = { ok: true, data: {}, facts: [], say: "Booked.", next: [] };
    let moments = 1;
    const deaths = new Set<string>();
    for (let moment = 1; moment <= moments; moment++) {
      let effects = 0;
      const tools = () => {
        effects += 1;
        return booked;
      };
      const run = await playDying(
        formBrain,
        { tools, opening: { greeting: "How can I help?" } },
        guestOfForm(),
        moment,
      );
      if (!run.death) break;
      moments = Math.max(moments, moment + 1);
      const when = `${moment}: ${run.death.method} ${run.death.step}, ${run.lines.join(" | ")}`;
      deaths.add(`${run.death.method} ${run.death.step}`);
      expect({ when, done: run.done, effects }).toEqual({ when, done: true, effects: 1 });
      const told = run.kept;
      FormDialogue.questions.forEach((question, i) => {
        // An answer the app never saw has to be asked for again; one it has is not.
        expect({ when, question, asked: count(run.lines, question) <= (i < told ? 1 : 2) }).toEqual({
          when,
          question,
          asked: true,
        });
      });
    }
    for (const at of ["open", "tool", "events", "snapshot"])
      for (const step of ["before", "after"]) expect(deaths).toContain(`${at} ${step}`);
  }, 60_000);

  test("the local brain's booking: exactly one, at whatever moment", async () => {
    const steps: number[] = [];
    for (let moment = 1; moment < 200; moment += 3) {
      const hotel = createTestHotel();
      const { opening } = hotel;
      const answered = new Map<string, number>();
      const guest: Guest = {
        content: /anything else/i,
        reply(line) {
          for (const cue of [{ when: /help/i, say: bookingScript.opening }, ...bookingScript.cues]) {
            if (!cue.when.test(line)) continue;
            const n = answered.get(String(cue.when)) ?? 0;
            answered.set(String(cue.when), n + 1);
            return typeof cue.say === "string" ? cue.say : (cue.say[n] ?? cue.say.at(-1));
          }
          return undefined;
        },
      };
      const tools = (_call: unknown, request: { name: string; args: Record<string, unknown> }) =>
        hotel.callTool(request.name as ToolName, request.args);
      const run = await playDying(localBrain, { tools, opening }, guest, moment);
      const bookings = hotel.world.records.filter(({ kind }) => kind === "stay");
      const when = `${moment}: ${run.death?.method} ${run.death?.step}: ${run.lines.slice(-6).join(" | ")}`;
      expect({ when, done: run.done, bookings: bookings.length }).toEqual({ when, done: true, bookings: 1 });
      if (!run.death) break;
      steps.push(moment);
    }
    expect(steps.length).toBeGreaterThan(5);
  }, 120_000);
});
