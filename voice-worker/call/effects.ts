import type { TimerBag } from "../timing";
import type { CallContext } from "./context";
import type { Conversation } from "./conversation";
import type { GuestInput } from "./guest-input";
import { LEAST_AFTER_PERSON_MS, PERSON_GONE_MS, PERSON_QUIET_MS } from "./machine-aside";
import type { CallEventIn, Effect } from "./machine-data";
import { FILLER_AFTER_THINK_MS } from "./machine-moves";
import type { StaffRoom } from "./staff-room";

const CAP_WARNING_MS = 60_000;
/** An answer that is nearly there needs no filler before it. */
const FILLER_SOONEST_MS = 100;

/** What effects are carried out with; all of it belongs to the session. */
interface Hands {
  bag: TimerBag;
  talk: Conversation;
  input: GuestInput;
  staff: StaffRoom;
}

/** Carries out what the machine decides while a call is open. Its beginning and its end are the session's own. */
export class Effects {
  /** When the call is as long as it may be, on the timers' clock. */
  private capAt = 0;
  /** When the person counts as gone, on the timers' clock. */
  private personUntil = 0;
  /** "One moment" is said once in each gap of the person's. */
  private moment: "due" | "saying" | "said" = "due";

  constructor(
    private readonly ctx: CallContext,
    private readonly hands: Hands,
  ) {}

  perform(
    effect: Exclude<Effect, { type: "end" | "pick_up" | "borrow_voice" | "person_lost" }>,
    cause: CallEventIn,
  ): void {
    const { ctx } = this;
    const { bag, talk, input, staff } = this.hands;
    switch (effect.type) {
      case "greet":
        return talk.greet();
      case "respond":
        return talk.respond();
      case "tell_silent":
        return talk.silent(effect.count);
      case "pause":
        return talk.pause();
      case "unpause":
        return talk.unpause();
      case "mute":
        return talk.mute();
      case "interrupt":
        staff.cut();
        if (cause.type === "guest_words" || cause.type === "guest_turn") ctx.deps.meter.bargeIn();
        return talk.interrupt();
      case "say":
        if (effect.phrase === "one_moment") this.moment = "saying";
        return talk.mouth.sayPhrase(effect.phrase, effect.count);
      case "arm_silence":
        talk.mouth.tellNews();
        return bag.set("silence", input.silenceMs(), () => ctx.dispatch({ type: "silence_due" }));
      case "disarm_silence":
        return bag.clear("silence");
      case "arm_filler":
        return bag.set("filler", this.fillerMs(effect), () => ctx.dispatch({ type: "filler_due" }));
      case "disarm_filler":
        return bag.clear("filler");
      case "arm_person":
        this.moment = "due";
        this.personWithin(effect.ms);
        return this.awaitWord();
      case "disarm_person":
        bag.clear("quiet");
        return bag.clear("person");
      case "await_word":
        if (this.moment === "saying") this.moment = "said";
        return this.awaitWord();
      case "arm_cap":
        return this.armCap(effect.ms);
      case "suspend_cap":
        bag.clear("cap_near");
        bag.clear("cap");
        return bag.set("person limit", effect.ms, () => ctx.dispatch({ type: "person_limit" }));
      case "resume_cap":
        bag.clear("person limit");
        return this.capIn(Math.max(effect.ms, this.capAt - ctx.deps.timers.now()));
      case "arm_return":
        return bag.set("return", effect.ms, () => ctx.dispatch({ type: "guest_gone" }));
    }
  }

  /** The call may last so long from now on; the guest is told about a minute before, or not at all. */
  capIn(ms: number): void {
    this.capAt = this.ctx.deps.timers.now() + ms;
    const { bag } = this.hands;
    if (ms > CAP_WARNING_MS / 2)
      bag.set("cap_near", Math.max(1, ms - CAP_WARNING_MS), () => this.ctx.dispatch({ type: "cap_near" }));
    this.armCap(Math.max(2, ms));
  }

  /** When that is over, on the timers' clock. */
  get capDue(): number {
    const withPerson = this.hands.bag.has("person limit");
    return withPerson ? Math.max(this.capAt, this.ctx.deps.timers.now() + LEAST_AFTER_PERSON_MS) : this.capAt;
  }

  /** The person who has taken the call over is still there. */
  personHeard(): void {
    if (!this.hands.bag.has("person")) return;
    this.personWithin(PERSON_GONE_MS);
    // Whom the guest was asked to wait for is here: nothing is said over them.
    if (this.moment === "saying") {
      this.hands.staff.cut();
      this.hands.talk.interrupt();
      this.ctx.dispatch({ type: "speech_ended" });
    }
    this.moment = "due";
    this.awaitWord();
  }

  /** Who spoke, or the last who listened, has left: they have no longer than somebody who was heard. */
  personLeft(): void {
    const left = this.personUntil - this.ctx.deps.timers.now();
    if (this.hands.bag.has("person") && left > PERSON_GONE_MS) this.personWithin(PERSON_GONE_MS);
  }

  private armCap(ms: number): void {
    this.hands.bag.set("cap", ms, () => this.ctx.dispatch({ type: "cap_reached" }));
  }

  private personWithin(ms: number): void {
    this.personUntil = this.ctx.deps.timers.now() + ms;
    this.hands.bag.set("person", ms, () => this.ctx.dispatch({ type: "person_gone" }));
  }

  private awaitWord(): void {
    if (this.moment !== "due" || !this.hands.bag.has("person")) return;
    this.hands.bag.set("quiet", PERSON_QUIET_MS, () => this.ctx.dispatch({ type: "person_quiet" }));
  }

  /**
   * A first filler comes so long after the guest's last word, however long it took to know that it was the last; the next
   * so long after the line's last sound, whatever noise was between.
   */
  private fillerMs({ ms, first, since }: Extract<Effect, { type: "arm_filler" }>): number {
    if (since !== undefined) return Math.max(FILLER_SOONEST_MS, ms - (this.ctx.deps.timers.now() - since));
    const left = (first ? FILLER_AFTER_THINK_MS : ms) - (this.ctx.open?.speaker.silentMs ?? 0);
    return Math.min(ms, Math.max(FILLER_SOONEST_MS, left));
  }
}
