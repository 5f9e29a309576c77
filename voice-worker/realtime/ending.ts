import type { EndReason } from "@/server/line/contract";
import type { TimerBag } from "../timing";
import type { RealtimeQuiet } from "./quiet";
import type { RealtimeTalk } from "./talk";

/** A goodbye is let out before the call ends; what was being said before it may take longer. */
const GOODBYE_MS = 8_000;
const BEFORE_GOODBYE_MS = 20_000;
/** The goodbye of a vendor that does not answer has this long to begin. */
const LAST_TRY_MS = 3_000;

export interface EndingDeps {
  bag: TimerBag;
  talk: RealtimeTalk;
  quiet: RealtimeQuiet;
  finish(reason: EndReason): void;
}

/** A call that is led to its end: only the end of its last words ends it, or a time after which they are not awaited. */
export class RealtimeEnding {
  /** Why the call ends; undefined while it goes on. */
  reason: EndReason | undefined;

  constructor(private readonly deps: EndingDeps) {}

  /** The words to be asked for now are the last; the guest's silence and the vendor's do not count any more. */
  within(reason: EndReason): void {
    const { quiet } = this.deps;
    this.reason = reason;
    quiet.close();
    const ms = reason === "failed" ? LAST_TRY_MS : GOODBYE_MS;
    this.finishAfter(quiet.speaking ? BEFORE_GOODBYE_MS : ms);
  }

  sounds(responseId: string): void {
    this.finishAfter(this.deps.talk.isLast(responseId) ? GOODBYE_MS : BEFORE_GOODBYE_MS);
  }

  stops(responseId: string): void {
    const { talk, finish } = this.deps;
    if (this.reason && (talk.isLast(responseId) || talk.wordless)) finish(this.reason);
    else this.finishAfter(GOODBYE_MS);
  }

  /** A response is over: where it was to be the last words and has none, nothing more is waited for. */
  responded(): void {
    const { talk, quiet, finish } = this.deps;
    if (this.reason && talk.wordless && !quiet.speaking) finish(this.reason);
  }

  private finishAfter(ms: number): void {
    const { reason } = this;
    if (reason) this.deps.bag.set("goodbye", ms, () => this.deps.finish(reason));
  }
}
