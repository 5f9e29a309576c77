import type { Expectation } from "@/server/brain/port";
import type { Timers } from "../timing";
import { TimerBag } from "../timing";

/** A pause of this length ends a group of keys: people look numbers up, but not nights. */
export const INTER_DIGIT_MS = 3_000;
const SHORT_PAUSE_MS = 1_500;
const MAX_KEYS = 40;
const TERMINATOR = "#";

/**
 * Collects keys into one answer. `#` ends it, so does the last expected digit, so does a pause. `*` starts afresh; alone it
 * asks to hear it again. Where one key is an answer (yes or no, a choice, zero for a person) it counts at once.
 */
export class Keypad {
  private keys = "";
  private expectation: Expectation = { kind: "open" };
  private readonly bag: TimerBag;

  constructor(
    timers: Timers,
    private readonly done: (keys: string) => void,
  ) {
    this.bag = new TimerBag(timers);
  }

  expect(expectation: Expectation): void {
    this.expectation = expectation;
  }

  press(key: string): void {
    if (key === TERMINATOR) return this.finish();
    if (key === "*" && this.keys === "") return this.done("*");
    if (key === "*") {
      this.keys = "";
      this.bag.clear("pause");
      return;
    }
    if (this.keys.length >= MAX_KEYS) return;
    this.keys += key;
    if (this.keys.length >= this.wanted()) return this.finish();
    const pause = this.expectation.kind === "digits" ? INTER_DIGIT_MS : SHORT_PAUSE_MS;
    this.bag.set("pause", pause, () => this.finish());
  }

  /** Keys were pressed and their end is awaited. */
  get waits(): boolean {
    return this.keys !== "";
  }

  /** How many those are. */
  get count(): number {
    return this.keys.length;
  }

  close(): void {
    this.bag.close();
  }

  private wanted(): number {
    if (this.expectation.kind === "digits") return this.expectation.max;
    if (this.expectation.kind === "yes_no" || this.keys === "0") return 1;
    if (this.expectation.kind === "choice" && this.expectation.options.length < 10) return 1;
    return MAX_KEYS;
  }

  private finish(): void {
    this.bag.clear("pause");
    const keys = this.keys;
    this.keys = "";
    if (keys.length > 0) this.done(keys);
  }
}
