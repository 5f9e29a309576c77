import { describe, expect, test } from "vitest";
import { localBrain } from "@/server/brain/local";
import type { Brain, BrainDialogue, BrainIo, BrainOutput, GuestTurn } from "@/server/brain/port";
import { createTestHotel } from "@/server/brain/testing/hotel";
import { newId } from "@/server/kernel/ids";
import type { ToolName, ToolResult } from "@/server/tools";
import { CallWorld } from "../testing/call-world";
import { DyingLine } from "../testing/dying-line";
import { say } from "../testing/fake-brain";
import { LineDouble, type LineDoubleOptions } from "../testing/line-double";
import { settle } from "../testing/manual-timers";
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

/** Files a request in two questions; no two of its runs find the same words for it. */
function towelsBrain(): Brain {
  const summaries = [
    "Two extra towels for room 204",
    "2 towels, room 204",
    "The guest of 204 asks for towels",
  ];
  let runs = 0;
  const dialogue = (state: { answers: string[] }): BrainDialogue => ({
    async *greet() {
      yield say("How can I help?", "question");
    },
    async *respond(turn, io) {
      const answers = [...state.answers, turn.text];
      if (answers.length === 1) {
        state = { answers };
        return void (yield say("For which room?", "question"));
      }
      const summary = `${summaries[runs % summaries.length]}, ${++runs}`;
      await io.callTool("create_request", { kind: "housekeeping_item", summary, room: "204" });
      state = { answers };
      yield say("They are on their way.");
    },
    async *resumedWith() {},
    async *silent() {
      yield say(state.answers.length === 0 ? "How can I help?" : "For which room?", "question");
    },
    interrupted() {},
    expectation: () => ({ kind: "open" }),
    snapshot: () => structuredClone(state),
  });
  return {
    name: "towels",
    start: () => dialogue({ answers: [] }),
    resume: (_opening, snapshot) => dialogue(structuredClone(snapshot) as { answers: string[] }),
  };
}

interface Run {
  moments: number;
  death: DyingLine["death"];
  /** Questions and answers of both workers, in order. */
  lines: string[];
  answers: string[];
  /** Answers that had reached the app when the worker died. */
  kept: number;
  done: boolean;
}

interface Guest {
  /** What the guest says to this; nothing to wait. */
  reply(line: string): string | undefined;
  /** The line has said this: the guest is content. */
  content: RegExp;
}

/** Plays one typed call in which the first worker dies at `moment`, and a second one goes on. */
async function play(brain: Brain, options: LineDoubleOptions, guest: Guest, moment: number): Promise<Run> {
  const double = new LineDouble(options);
  const callId = newId();
  let dead = false;
  const line = new DyingLine(double, moment, () => {
    dead = true;
  });
  const run: Run = { moments: 0, death: undefined, lines: [], answers: [], kept: 0, done: false };
  let world = await CallWorld.make({ double, brain, callId, audio: false, line });
  void world.session.run({ resume: true });
  // Tokens are verified on other threads: this takes real time, however the clock is moved.
  for (const end = performance.now() + 10_000; world.session.state === "ringing" && !dead; )
    if (performance.now() > end) throw new Error("The call was not opened.");
    else await settle();
  let read = 0;
  const listen = () => {
    const fresh = world.said.slice(read);
    read = world.said.length;
    run.lines.push(...fresh);
    return fresh;
  };
  let waited = 0;
  /** The last question that the guest has heard and not answered. */
  let question: string | undefined;
  for (let round = 0; round < 400 && !run.done; round++) {
    await settle(2);
    if (dead) {
      dead = false;
      question = listen().at(-1) ?? question;
      run.done = run.lines.some((text) => guest.content.test(text));
      run.kept = keptAnswers(double, callId);
      world.session.leave();
      if (run.done || double.calls.get(callId)?.closed) break;
      world = await CallWorld.start({ double, brain, callId, audio: false });
      read = 0;
      waited = 0;
    }
    await world.timers.run(100, 50);
    const fresh = listen();
    question = fresh.at(-1) ?? question;
    if (fresh.some((text) => guest.content.test(text))) run.done = true;
    waited = fresh.length > 0 ? 0 : waited + 1;
    const answer = waited === 2 && question ? guest.reply(question) : undefined;
    if (answer) {
      question = undefined;
      run.answers.push(answer);
      world.type(answer);
      waited = 0;
    }
    // Somebody who typed and got no answer types again, as in any chat.
    if (waited === 100 && run.answers.length > 0) world.type(run.answers.at(-1) as string);
  }
  await world.timers.run(500, 100);
  world.session.stop("done");
  await world.timers.run(500, 100);
  run.moments = line.moments;
  run.death = line.death;
  return run;
}

function keptAnswers(double: LineDouble, callId: string): number {
  const value = double.calls.get(callId)?.snapshot?.value as
    | { brain: { answers?: string[] }; unanswered: unknown[] }
    | undefined;
  return (value?.brain?.answers?.length ?? 0) + (value?.unanswered?.length ?? 0);
}

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
      const run = await play(
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

  test("a model that words its arguments anew: one request, whenever the worker dies", async () => {
    const filed: ToolResult = { ok: true, data: {}, facts: [], say: "Noted.", next: [] };
    const deaths = new Set<string>();
    for (let moment = 1, moments = 1; moment <= moments; moment++) {
      let effects = 0;
      const tools = () => {
        effects += 1;
        return filed;
      };
      const opening = { greeting: "How can I help?" };
      const guest: Guest = {
        content: /They are on their way/,
        reply: (line) => (line.includes("help") ? "Two towels." : line.includes("room") ? "204." : undefined),
      };
      const run = await play(towelsBrain(), { tools, opening }, guest, moment);
      if (!run.death) break;
      moments = moment + 1;
      const when = `${moment}: ${run.death.method} ${run.death.step}, ${run.lines.join(" | ")}`;
      deaths.add(`${run.death.method} ${run.death.step}`);
      expect({ when, done: run.done, effects }).toEqual({ when, done: true, effects: 1 });
    }
    for (const step of ["before", "after"])
      for (const at of ["tool", "snapshot"]) expect(deaths).toContain(`${at} ${step}`);
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
      const run = await play(localBrain, { tools, opening }, guest, moment);
      const bookings = hotel.world.records.filter(({ kind }) => kind === "stay");
      const when = `${moment}: ${run.death?.method} ${run.death?.step}: ${run.lines.slice(-6).join(" | ")}`;
      expect({ when, done: run.done, bookings: bookings.length }).toEqual({ when, done: true, bookings: 1 });
      if (!run.death) break;
      steps.push(moment);
    }
    expect(steps.length).toBeGreaterThan(5);
  }, 120_000);
});
