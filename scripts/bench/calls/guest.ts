import { performance } from "node:perf_hooks";
import { TwilioCaller } from "@/voice-worker/testing/twilio-caller";
import { machineTime } from "./stamps";
import { mark, tagOf } from "./watermark";

export type TurnKind = "normal" | "barge";

/** One guest turn as the caller's side of the wire saw it; milliseconds of the machine's clock. */
export interface MeasuredTurn {
  tag: string;
  kind: TurnKind;
  /** First and last frame of the guest's speech sent. */
  startedAt: number;
  endedAt: number;
  /** First audio of the reply audible to the guest. */
  heardAt?: number;
  /** `clear` received, for an interruption that met speech. */
  clearedAt?: number;
  /** Longest silence inside the reply, because audio came too late. */
  gapMs: number;
}

export interface GuestOptions {
  number: number;
  streamUrl: string;
  token: string;
  /** 8 kHz PCM without silence at its ends; turn n says utterance n. */
  utterances: readonly Int16Array[];
  turns: readonly TurnKind[];
  clock(task: () => void): () => void;
}

const QUIET_MS = 400;
const REPLY_MS = 8_000;
const BARGE_AFTER_MS = 800;
const GREETING_MS = 15_000;
/** A pause longer than this lies between two clauses of the brain, not inside one. */
const SAME_CLAUSE_MS = 1_000;
const LOOK_MS = 10;
const now = (): number => performance.now();

/** Plays the guest of one call and measures what comes back. */
export class Guest {
  readonly turns: MeasuredTurn[] = [];
  connectedAt = 0;
  endedAt = 0;
  failure: string | undefined;
  private playEnd = 0;
  private lastAudio = 0;
  private turn: MeasuredTurn | undefined;
  private starting: MeasuredTurn | undefined;
  private speaking = false;

  constructor(private readonly options: GuestOptions) {}

  /** Never rejects: what went wrong is `failure`. */
  async run(): Promise<void> {
    try {
      const caller = await this.connect();
      this.connectedAt = now();
      await this.talk(caller);
      caller.hangUp();
      await caller.ended;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.endedAt = now();
  }

  private connect(): Promise<TwilioCaller> {
    const { streamUrl, token, clock, number } = this.options;
    return TwilioCaller.connect({
      streamUrl,
      parameters: { token },
      callSid: `CA${String(number).padStart(32, "0")}`,
      live: false,
      clock,
      network: (frame) => this.sending(frame),
      voice: async () => new Int16Array(0),
      onAudio: (audio, arrivedAt, startsAt) => this.hear(audio.length / 8, arrivedAt, startsAt),
      onClear: (at) => this.cleared(at),
    });
  }

  private async talk(caller: TwilioCaller): Promise<void> {
    let over = false;
    void caller.ended.then(() => {
      over = true;
    });
    const wait = async (ready: () => boolean, ms: number, what: string) => {
      const until = now() + ms;
      while (!ready()) {
        if (over) throw new Error(`The worker hung up before ${what}.`);
        if (now() > until) throw new Error(`No ${what} within ${ms} ms.`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    };
    await wait(() => this.lastAudio > 0 && this.isQuiet(), GREETING_MS, "greeting");
    for (const [index, kind] of this.options.turns.entries()) {
      const turn = await this.speak(caller, index, kind);
      await wait(() => turn.heardAt !== undefined, REPLY_MS, `reply to turn ${index + 1}`);
      const since = now();
      const interrupted = this.options.turns[index + 1] === "barge";
      await wait(
        () => (interrupted ? now() - since >= BARGE_AFTER_MS : this.isQuiet()),
        GREETING_MS,
        `end of reply ${index + 1}`,
      );
    }
  }

  private async speak(caller: TwilioCaller, index: number, kind: TurnKind): Promise<MeasuredTurn> {
    const { utterances, number } = this.options;
    const words = utterances[index % utterances.length] as Int16Array;
    const turn: MeasuredTurn = {
      tag: tagOf(number, index + 1),
      kind,
      startedAt: machineTime(now()),
      endedAt: Number.POSITIVE_INFINITY,
      gapMs: 0,
    };
    this.turn = turn;
    this.turns.push(turn);
    this.speaking = true;
    this.starting = turn;
    await caller.play(mark(words, number, index + 1));
    turn.endedAt = machineTime(now());
    this.speaking = false;
    return turn;
  }

  /** A frame leaves: the first of an utterance is when the guest began to speak. */
  private sending(frame: Buffer): Buffer {
    if (this.starting) this.starting.startedAt = machineTime(now());
    this.starting = undefined;
    return frame;
  }

  private isQuiet(): boolean {
    return now() > this.playEnd + QUIET_MS && now() > this.lastAudio + QUIET_MS;
  }

  private hear(ms: number, arrivedAt: number, startsAt: number): void {
    const gap = arrivedAt - this.playEnd;
    const { turn } = this;
    if (turn && !this.speaking) {
      if (turn.heardAt !== undefined && gap > 0 && gap < SAME_CLAUSE_MS)
        turn.gapMs = Math.max(turn.gapMs, gap);
      turn.heardAt ??= machineTime(startsAt);
    }
    this.playEnd = startsAt + ms;
    this.lastAudio = arrivedAt;
  }

  private cleared(at: number): void {
    this.playEnd = Math.min(this.playEnd, at);
    if (this.turn?.kind === "barge" && this.speaking) this.turn.clearedAt ??= machineTime(at);
  }
}
