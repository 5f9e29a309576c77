import type { Expectation } from "@/server/brain/port";

/** Sounds of listening: never an answer, whatever was asked. */
const LISTENING =
  "mm mhm mmhm mm-hm mm-hmm mhmm hm hmm mmm uh-huh uh huh aha ah oh ahah äh ähm mhh eh euh হুম হুঁ আচ্ছা".split(
    " ",
  );
/** Words of listening: between the line's words they mean "go on", to a question they are an answer. */
const AGREEING =
  "okay ok k right yeah yep yes sure alright fine good great cool see i got it gut ja genau klar stimmt sí si claro vale bueno oui d'accord ouais bien voilà ঠিক আছে হ্যাঁ জি".split(
    " ",
  );
const MOST_WORDS = 3;

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{M}'-]+/u)
    .filter(Boolean);

/**
 * Said while the line spoke: only sounds that mean "I am listening". To a question of yes or no, or a choice, words of
 * agreement are an answer and no such sound.
 */
export function isBackchannel(text: string, expectation: Expectation): boolean {
  const words = wordsOf(text);
  if (words.length === 0 || words.length > MOST_WORDS || /\?\s*$/.test(text)) return false;
  const asked = expectation.kind === "yes_no" || expectation.kind === "choice";
  return words.every((word) => LISTENING.includes(word) || (!asked && AGREEING.includes(word)));
}

/** Words in a row of what the line just said, heard again, from which it is taken for its echo. */
const ECHO_WORDS = 3;
const ECHO_SHARE = 0.8;

/**
 * The line's own words coming back through the guest's telephone: most of what was heard follows, in order, what was
 * just said. Fewer than three words prove nothing: a guest may well repeat a date or a room.
 */
export function isEcho(text: string, justSaid: string): boolean {
  const heard = wordsOf(text);
  if (heard.length < ECHO_WORDS) return false;
  return commonInOrder(heard, wordsOf(justSaid)) / heard.length >= ECHO_SHARE;
}

/** Every word of it is among the line's last: too few words to be sure of an echo. */
export function repeats(text: string, justSaid: string): boolean {
  const said = justSaid.toLowerCase();
  const words = text.toLowerCase().split(/[^\p{L}\p{M}\p{N}'-]+/u);
  return words.filter(Boolean).every((word) => said.includes(word));
}

/** Length of the longest common subsequence of two short lists. */
function commonInOrder(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const next = [0];
    b.forEach((other, i) => {
      next.push(word === other ? (row[i] ?? 0) + 1 : Math.max(next[i] ?? 0, row[i + 1] ?? 0));
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Levels of the line's speech kept, and how late an echo may come. */
const ECHO_MS = 700;
/** A guest has to be this much louder than the echo that was measured on this call. */
const MARGIN = 2;

/**
 * Half-duplex where nobody cancels the echo: once the line has heard itself, what comes in while it speaks counts only
 * when it is clearly louder than that echo would be. Levels are root mean squares, 0..1.
 */
export class EchoGuard {
  private played: { until: number; level: number }[] = [];
  private gain = 0;

  playing(level: number, startsAt: number, ms: number): void {
    this.played = this.played.filter(({ until }) => until > startsAt - 2 * ECHO_MS);
    this.played.push({ until: startsAt + ms, level });
  }

  /** What came in at this level was the line itself. */
  learn(level: number, now: number): void {
    const loudest = this.loudest(now);
    if (loudest > 0) this.gain = Math.max(this.gain, level / loudest);
  }

  /** True when a sound of this level may be the line's own echo. Never true before `learn`. */
  covers(level: number, now: number): boolean {
    return this.gain > 0 && level < this.loudest(now) * this.gain * MARGIN;
  }

  private loudest(now: number): number {
    const recent = this.played.filter(({ until }) => until > now - ECHO_MS);
    return Math.max(0, ...recent.map(({ level }) => level));
  }
}
