/** Something that the vendor is to say. */
export interface Ask {
  /** What to say; without it the model answers by itself. */
  instructions?: string;
  /** Covers a wait, and is worth nothing when the wait is over. */
  filler?: boolean;
  /** The call ends when it has been said. */
  last?: boolean;
}

/** The vendor makes one response at a time: what else is asked for waits here. */
export class Asks {
  /** A response is being made: another may be asked for only after it. */
  busy = false;
  /** What was asked for and is being made; undefined while nothing is, and for a response of the vendor's own. */
  current: Ask | undefined;
  private wanted: Ask[] = [];
  private guestTalks = false;

  /** `sending`: told just before something is asked for. */
  constructor(
    private readonly send: (message: Record<string, unknown>) => void,
    private readonly sending: (ask: Ask) => void,
  ) {}

  get waiting(): boolean {
    return this.wanted.length > 0;
  }

  add(ask: Ask): void {
    if (!ask.filler) this.wanted = this.wanted.filter(({ filler }) => !filler);
    this.wanted.push(ask);
    this.next();
  }

  /** Nothing is said into the guest's turn; the vendor's own response to it answers whatever had no words given. */
  guestBegins(): void {
    this.guestTalks = true;
    this.next();
  }

  /** The vendor makes its own response now: what waits follows that one. */
  guestStops(): void {
    this.guestTalks = false;
  }

  clear(): void {
    this.wanted = [];
  }

  /** What was lost is said before everything else, after `filler` if there is one. */
  again(lost: Ask | undefined, filler?: Ask): void {
    const rest = this.wanted.filter((ask) => !ask.filler);
    const answers = lost?.filler && rest.length > 0 ? rest : [lost?.filler ? {} : (lost ?? {}), ...rest];
    this.wanted = filler ? [filler, ...answers] : answers;
  }

  /** The vendor refused, because a response of its own was faster: ours follows that one. */
  refused(): void {
    const { current } = this;
    this.current = undefined;
    if (current && !current.filler) this.wanted.unshift(current);
  }

  /** The response was made, or will not be. */
  over(): void {
    this.busy = false;
    this.current = undefined;
  }

  next(): void {
    if (this.guestTalks)
      this.wanted = this.wanted.filter(({ instructions, filler, last }) => last || (instructions && !filler));
    const ask = this.busy || this.guestTalks ? undefined : this.wanted.shift();
    if (!ask) return;
    this.busy = true;
    this.current = ask;
    this.sending(ask);
    // Given words are only said: a tool that has begun, or was not answered, is not asked for a second time by them.
    const { instructions } = ask;
    const response = instructions ? { response: { instructions, tool_choice: "none" } } : {};
    this.send({ type: "response.create", ...response });
  }
}
