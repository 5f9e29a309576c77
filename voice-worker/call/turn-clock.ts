import type { CallEventBody, TurnTiming } from "@/server/line/contract";
import type { HeardTurn } from "./ears";

type Timing = Extract<CallEventBody, { type: "timing" }>;

/** Where the time of one guest turn went, until the first sound of the answer. Milliseconds of the worker's clock. */
export class TurnClock {
  private firstSay: number | undefined;
  private llm: string | undefined;

  constructor(
    readonly turnId: string,
    private readonly heard: HeardTurn | undefined,
    private readonly at: number,
  ) {}

  /** The brain's first words are there. */
  said(now: number): void {
    this.firstSay ??= now;
  }

  /** A language model has begun to answer. */
  firstToken(vendor: string): void {
    this.llm ??= vendor;
  }

  /** First sound at `now`; `tool` of the wait went to tools. The stages add up to the total. */
  done(
    now: number,
    tool: number,
    speech: { audio: boolean; asr: string; tts: string },
  ): Pick<Timing, "timing" | "vendors"> {
    const { heard, at, llm } = this;
    const firstSay = this.firstSay ?? now;
    const timing: TurnTiming = {
      ...(heard
        ? { endpointing: heard.decidedAt - heard.endedAt, recognise: heard.finalAt - heard.decidedAt }
        : {}),
      think: Math.max(0, firstSay - (heard?.finalAt ?? at) - tool),
      ...(tool > 0 ? { tool } : {}),
      ...(speech.audio ? { voice: now - firstSay } : {}),
      total: now - (heard?.endedAt ?? at),
    };
    const vendors = {
      ...(heard ? { asr: speech.asr } : {}),
      ...(llm ? { llm } : {}),
      ...(speech.audio ? { tts: speech.tts } : {}),
    };
    return { timing, vendors };
  }
}
