import type { Brain } from "@/server/brain/port";
import { newId } from "@/server/kernel/ids";
import { CallWorld } from "./call-world";
import { DyingLine } from "./dying-line";
import { LineDouble, type LineDoubleOptions } from "./line-double";
import { settle } from "./manual-timers";

/** One call in which the first worker died. */
export interface Run {
  moments: number;
  death: DyingLine["death"];
  /** Questions and answers of both workers, in order. */
  lines: string[];
  answers: string[];
  /** Answers that had reached the app when the worker died. */
  kept: number;
  done: boolean;
}

export interface Guest {
  /** What the guest says to this; nothing to wait. */
  reply(line: string): string | undefined;
  /** The line has said this: the guest is content. */
  content: RegExp;
}

/** Plays one typed call in which the first worker dies at `moment`, and a second one goes on. */
export async function playDying(
  brain: Brain,
  options: LineDoubleOptions,
  guest: Guest,
  moment: number,
): Promise<Run> {
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
