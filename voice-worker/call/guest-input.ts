import type { Expectation, GuestTurn } from "@/server/brain/port";
import { TimerBag } from "../timing";
import type { CallContext } from "./context";
import type { Conversation, Pressed, WaitingTurn } from "./conversation";
import type { HeardTurn } from "./ears";
import { Keypad } from "./keypad";
import { asksToWait } from "./phrases";

/** "One moment" (rule 16). */
const ASKED_TO_WAIT_MS = 60_000;
/** Somebody who types is not silent while typing. */
const TYPED_SILENCE_MS = 90_000;
/** Who talks for so long is in the middle of a sentence. */
const MID_SENTENCE_MS = 700;
/** A key is told once its tone has been heard: it may have sounded for so long before. */
const TONE_MS = 500;

/** What a guest says, types or presses, on its way to the conversation. */
export class GuestInput {
  private readonly keypad: Keypad;
  private readonly bag: TimerBag;
  private askedToWait = false;
  /** The keys that are no answer yet: their tones can be heard in the recording. */
  private pressed: Pressed | undefined;

  constructor(
    private readonly ctx: CallContext,
    private readonly talk: Conversation,
  ) {
    this.bag = new TimerBag(ctx.deps.timers);
    this.keypad = new Keypad(ctx.deps.timers, (keys) => this.keys(keys));
  }

  expect(expectation: Expectation): void {
    this.keypad.expect(expectation);
  }

  /** How long the guest may say nothing before the line asks, in milliseconds. "One moment" counts once. */
  silenceMs(): number {
    const asked = this.askedToWait;
    this.askedToWait = false;
    if (asked) return ASKED_TO_WAIT_MS;
    const spoken = (this.ctx.open?.opening.rules.silenceSeconds ?? 6) * 1000;
    return this.ctx.transport.audio ? spoken : TYPED_SILENCE_MS;
  }

  typed(text: string): void {
    if (!this.ctx.open) return;
    this.take({ turn: { id: this.talk.nextTurnId(), source: "typed", text, confidence: 1 } });
  }

  press(digit: string): void {
    if (!this.ctx.open) return;
    this.ctx.dispatch({ type: "guest_speaking" });
    this.ctx.dispatch({ type: "guest_words" });
    const now = this.ctx.deps.timers.now();
    this.pressed = { startedAt: this.pressed?.startedAt ?? now - TONE_MS, endedAt: now };
    if (digit === "*") this.unsaid();
    this.keypad.press(digit);
    if (digit === "#") this.pressed = undefined;
    // Keys taken back leave nothing to wait for.
    if (!this.keypad.waits) this.ctx.dispatch({ type: "guest_quiet" });
  }

  speaking(): void {
    this.ctx.dispatch({ type: "guest_speaking" });
    this.bag.set("mid sentence", MID_SENTENCE_MS, () => this.talk.midSentence(true));
  }

  quiet(): void {
    this.bag.clear("mid sentence");
    this.talk.midSentence(false);
    this.ctx.dispatch({ type: "guest_quiet" });
  }

  /** The guest is done; what they said is not known yet. */
  awaited(endedAt: number): void {
    this.ctx.dispatch({ type: "guest_ended", endedAt });
  }

  turn(heard: HeardTurn): void {
    this.bag.clear("mid sentence");
    this.take({ turn: this.turnOf(heard), heard });
  }

  aside(heard: HeardTurn): void {
    this.talk.aside({ turn: this.turnOf(heard), heard });
  }

  /** Keys that become no answer: nobody looks at them any more, so their tones are told to be silenced whatever they were. */
  unsaid(): void {
    const { pressed, keypad } = this;
    if (!pressed || !keypad.waits) return;
    this.pressed = undefined;
    const span = { startMs: this.ctx.atMs(pressed.startedAt), endMs: this.ctx.atMs(pressed.endedAt) };
    this.ctx.event({ type: "keys", count: keypad.count, unsaid: span, atMs: this.ctx.atMs() });
  }

  close(): void {
    this.bag.close();
    this.keypad.close();
  }

  private turnOf({ text, confidence, alternatives, language }: HeardTurn): GuestTurn {
    const turn: GuestTurn = { id: this.talk.nextTurnId(), source: "speech", text, confidence };
    return { ...turn, ...(alternatives ? { alternatives } : {}), ...(language ? { language } : {}) };
  }

  private keys(keys: string): void {
    this.ctx.event({ type: "keys", count: keys.length, atMs: this.ctx.atMs() });
    const turn: GuestTurn = { id: this.talk.nextTurnId(), source: "keypad", text: keys, confidence: 1 };
    const { pressed } = this;
    this.pressed = undefined;
    this.take({ turn, ...(pressed ? { pressed } : {}) });
  }

  private take(entry: WaitingTurn): void {
    this.askedToWait = asksToWait(entry.turn.text);
    this.talk.take(entry);
  }
}
