import { expect, test } from "vitest";
import { en } from "@/server/brain/local/say/en";
import type { LiveUpdate } from "../media/port";
import type { Caller } from "./caller";
import { Answers, playScript, type Script } from "./script";
import { booking } from "./scripts/booking";

const script: Script = {
  ...{ name: "s", about: "", opening: "Hello.", goodbye: "Bye.", done: /booked/ },
  cues: [
    { when: /nights/, say: "Three." },
    { when: /book/, say: "Yes." },
  ],
};

const MOMENT = "One moment, let me look.";

/** A line that answers each of the guest's sentences with the next of its own, then ends the call. */
class ScriptedLine implements Caller {
  readonly updates: LiveUpdate[] = [];
  onUpdate: (update: LiveUpdate) => void = () => {};
  readonly heard: string[] = [];
  ended: Promise<void>;
  private end: () => void = () => {};

  constructor(
    private readonly lines: string[],
    private readonly last: LiveUpdate = { type: "ended", reason: "done" },
  ) {
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
    this.speak("How can I help?");
  }

  private tell(update: LiveUpdate): void {
    this.updates.push(update);
    this.onUpdate(update);
  }

  private speak(text: string): void {
    const kind = text === MOMENT ? "filler" : "question";
    this.tell({ type: "line", turnId: "t", clause: 0, text, kind });
    this.tell({ type: "state", state: "listening", listening: true, expectation: { kind: "open" } });
    // What the guest was asked to wait for comes a moment later.
    if (kind === "filler") setImmediate(() => this.speak(this.lines.shift() ?? ""));
  }

  async say(text: string): Promise<void> {
    this.heard.push(text);
    this.tell({ type: "guest", turnId: "t", text, final: true, source: "speech" });
    const line = this.lines.shift();
    if (line !== undefined) return this.speak(line);
    this.tell(this.last);
    this.end();
  }

  press(): void {}
  hangUp(): void {
    this.end();
  }
}

test("a guest who was not understood says it again, twice at most, and then looks for other words", async () => {
  const sorry = "Sorry, I did not get that. How many nights?";
  const line = new ScriptedLine(["How many nights?", sorry, sorry, sorry, "It is booked."]);
  expect(await playScript(line, script, 5_000)).toMatchObject({ done: true });
  expect(line.heard).toEqual(["Hello.", "Three.", "Three.", "Three.", "Three.", "Bye."]);
});

test("a call that the line ends says how", async () => {
  expect(await playScript(new ScriptedLine([]), script, 5_000)).toMatchObject({
    ...{ done: false, why: "the line ended the call (done)" },
  });
  const error: LiveUpdate = { type: "error", code: "full", message: "Every line is busy." };
  expect(await playScript(new ScriptedLine([], error), script, 5_000)).toMatchObject({
    ...{ done: false, why: "Every line is busy." },
  });
});

test("a guest who was heard to name another day takes neither of those put to them", () => {
  for (const words of en.chooseDay)
    expect(new Answers(booking.cues).to(`Day and date do not match. ${words}`)).toBe("Next Friday.");
});

test("a guest who is asked for a moment waits for what follows", async () => {
  const line = new ScriptedLine([MOMENT, "How many nights?", "It is booked."]);
  expect(await playScript(line, script, 5_000)).toMatchObject({ done: true });
  expect(line.heard).toEqual(["Hello.", "Three.", "Bye."]);
});

test("a guest who is asked what they want begins again, and so does one whom the line never heard", async () => {
  const sorry = "Sorry, I did not get that. What can I do for you?";
  const line = new ScriptedLine(["Purple?", sorry, sorry, sorry, "How many nights?", "It is booked."]);
  expect(await playScript(line, script, 5_000)).toMatchObject({ done: true });
  const lost = "Could you say that another way?";
  expect(line.heard).toEqual(["Hello.", lost, lost, lost, "Hello.", "Three.", "Bye."]);
});
