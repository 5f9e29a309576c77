import type { CallEventBody, TurnTiming } from "@/server/line/contract";
import type { HeardTurn } from "./ears";

type Timing = Extract<CallEventBody, { type: "timing" }>;

/** Where the time of one guest turn went, until the first sound of the answer. Milliseconds of the worker's clock. */
export class TurnClock {
  private firstSay: { at: number; tool: number } | undefined;
  private token: { vendor: string; at: number } | undefined;

  constructor(
    readonly turnId: string,
    private readonly heard: HeardTurn | undefined,
    private readonly at: number,
  ) {}

  /** The brain's first words are there; `tool` milliseconds of the wait for them went to tools. */
  said(now: number, tool: number): void {
    this.firstSay ??= { at: now, tool };
  }

  /** A language model has begun to answer. */
  firstToken(vendor: string, now: number): void {
    this.token ??= { vendor, at: now };
  }

  /** First sound at `now`. The stages add up to the total. */
  done(
    now: number,
    speech: { audio: boolean; asr: string; tts: string },
  ): Pick<Timing, "timing" | "vendors"> {
    const { heard, at, token } = this;
    const { at: firstSay, tool } = this.firstSay ?? { at: now, tool: 0 };
    const asked = heard?.finalAt ?? at;
    const brain = Math.max(0, firstSay - asked - tool);
    // A model that thought ahead of the final made nobody wait; without a model all of it is the way to the first words.
    const firstToken = token ? Math.min(brain, Math.max(0, token.at - asked)) : brain;
    const timing: TurnTiming = {
      ...(heard
        ? {
            endpointing: Math.max(0, heard.decidedAt - heard.endedAt),
            recognise: Math.max(0, heard.finalAt - heard.decidedAt),
          }
        : {}),
      firstToken,
      ...(token ? { think: brain - firstToken } : {}),
      ...(tool > 0 ? { tool } : {}),
      ...(speech.audio ? { voice: now - firstSay } : {}),
      total: now - (heard?.endedAt ?? at),
    };
    const vendors = {
      ...(heard ? { asr: speech.asr } : {}),
      ...(token ? { llm: token.vendor } : {}),
      ...(speech.audio ? { tts: speech.tts } : {}),
    };
    return { timing, vendors };
  }
}
