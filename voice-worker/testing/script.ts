import type { ToolName } from "@/server/tools";
import { askedToWait, type Caller, isListening, lastWords } from "./caller";

/** One thing a guest knows: when the line asks like this, say that. */
export interface Cue {
  /** Matched against what the line has just said. */
  when: RegExp;
  /** The words, or the keys as `keys:1234#`; a list is used up in order, its last entry stays. */
  say: string | readonly string[];
  /** Answers at most this often. */
  times?: number;
}

/** A guest with something to do, who answers what is asked. */
export interface Script {
  name: string;
  /** What it shows, in one line. */
  about: string;
  /** Number the guest calls from, where it matters. */
  from?: string;
  /** Said after the greeting. */
  opening: string;
  cues: readonly Cue[];
  /** When the guest has what they wanted: one of these tools succeeded, or the line said so. Then comes `goodbye`. */
  done: readonly ToolName[] | RegExp;
  goodbye: string;
}

export interface ScriptResult {
  /** The guest heard what they called for. */
  done: boolean;
  turns: number;
  why: string;
}

/** Questions nobody thought of: the guest says so once or twice, then gives up. */
const MAX_LOST = 3;
const DON_T_KNOW = "Could you say that another way?";
/** The line has not understood: people say it again, so often in a row. */
const NOT_CAUGHT = /\b(?:did not|didn't) (?:catch|get) that\b/i;
const MAX_REPEATS = 2;
/** The line has lost what the guest wants, or never heard it: they begin again. */
const BEGIN_AGAIN = /\b(?:what can i do for you|how (?:may|can) i help)\b/i;

/**
 * Plays a script on a call until the goodbye, the end of the call, or the deadline. The guest speaks only when the line
 * listens, and answers the question that was asked, in whatever order they come.
 */
export async function playScript(caller: Caller, script: Script, deadlineMs: number): Promise<ScriptResult> {
  const player = new Player(script);
  let wake: () => void = () => {};
  let due = caller.updates.some(isListening);
  const before = caller.onUpdate;
  caller.onUpdate = (update) => {
    before(update);
    if (update.type === "state") due = update.listening && !askedToWait(caller.updates);
    wake();
  };
  let over = false;
  void caller.ended.then(() => {
    over = true;
    wake();
  });
  const late = setTimeout(() => {
    player.why = "the time was up";
    caller.hangUp();
  }, deadlineMs);
  while (!over) {
    if (!due) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    due = false;
    const words = player.next(caller);
    if (words === undefined) caller.hangUp();
    else if (words.startsWith("keys:")) caller.press(words.slice(5));
    else await caller.say(words);
    if (words === undefined) await caller.ended;
  }
  clearTimeout(late);
  player.see(caller);
  return { done: player.done, turns: player.turns, why: player.why };
}

/** What the line said of the end, when it was the line that ended the call. */
function endOf(updates: Caller["updates"]): string | undefined {
  const error = updates.findLast((update) => update.type === "error");
  if (error) return error.message;
  const ended = updates.findLast((update) => update.type === "ended");
  return ended && ended.reason !== "guest_hung_up" ? `the line ended the call (${ended.reason})` : undefined;
}

/** People answer the question, not the read-back before it. */
const lastQuestion = (words: string): string =>
  words
    .match(/[^.?!]*\?/g)
    ?.at(-1)
    ?.trim() ?? words;

/** What a guest with these cues answers, question by question; it remembers what was said already. */
export class Answers {
  private readonly used = new Map<Cue, number>();
  constructor(private readonly cues: readonly Cue[]) {}

  /** Undefined when no cue fits, or those that do are used up. */
  to(said: string): string | undefined {
    return this.cued(lastQuestion(said)) ?? this.cued(said);
  }

  private cued(words: string): string | undefined {
    for (const cue of this.cues) {
      const count = this.used.get(cue) ?? 0;
      if (!cue.when.test(words) || count >= (cue.times ?? 4)) continue;
      this.used.set(cue, count + 1);
      return typeof cue.say === "string" ? cue.say : cue.say[Math.min(count, cue.say.length - 1)];
    }
    return undefined;
  }
}

class Player {
  turns = 0;
  done = false;
  why = "the call ended";
  private lost = 0;
  private words: string | undefined;
  private repeats = 0;
  private saidGoodbye = false;
  private readonly answers: Answers;

  constructor(private readonly script: Script) {
    this.answers = new Answers([...script.cues, { when: BEGIN_AGAIN, say: script.opening }]);
  }

  see({ updates }: Caller): void {
    this.why = endOf(updates) ?? this.why;
    const { done } = this.script;
    const words = lastWords(updates);
    this.done ||=
      done instanceof RegExp
        ? done.test(words)
        : updates.some(
            (update) =>
              update.type === "tool" && update.outcome === "ok" && done.some((name) => name === update.name),
          );
  }

  /** What to say now; nothing to hang up. */
  next(caller: Caller): string | undefined {
    this.see(caller);
    this.turns += 1;
    const unheard = NOT_CAUGHT.test(lastWords(caller.updates)) && this.repeats < MAX_REPEATS;
    this.repeats = unheard ? this.repeats + 1 : 0;
    if (!unheard || this.saidGoodbye) this.words = this.fresh(caller);
    return this.words;
  }

  private fresh(caller: Caller): string | undefined {
    if (this.turns === 1) return this.script.opening;
    if (this.saidGoodbye) return this.leave("the guest had said goodbye");
    if (this.done) {
      this.saidGoodbye = true;
      return this.script.goodbye;
    }
    return this.answer(lastWords(caller.updates));
  }

  private answer(said: string): string | undefined {
    const answer = this.answers.to(said);
    this.lost = answer === undefined ? this.lost + 1 : 0;
    if (answer !== undefined) return answer;
    return this.lost >= MAX_LOST ? this.leave(`the script has no answer to "${said}"`) : DON_T_KNOW;
  }

  private leave(why: string): undefined {
    this.why = why;
    return undefined;
  }
}
