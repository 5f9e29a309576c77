import type { LiveUpdate } from "../media/port";

/** Stages as a reader knows them. */
const STAGE_NAMES: Readonly<Record<string, string>> = {
  endpointing: "end of turn",
  firstToken: "first token",
};

/** Writes a call down while it happens: who said what and when, tools beside the words, what each turn cost. */
export class Transcript {
  private readonly startedAt: number;
  private readonly tools: Extract<LiveUpdate, { type: "tool" }>[] = [];
  private totals: number[] = [];
  private ended = "";

  constructor(
    private readonly write: (line: string) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.startedAt = now();
  }

  take(update: LiveUpdate): void {
    if (update.type === "line") this.row(update.kind === "filler" ? "Line ~" : "Line  ", update.text);
    else if (update.type === "guest" && update.final) this.row("Guest ", update.text || "(not understood)");
    else if (update.type === "tool") this.tool(update);
    else if (update.type === "timing") this.timing(update.timing);
    else if (update.type === "heard" && update.cut)
      this.row("      ", `(cut in; not heard: ${update.unheard})`);
    else if (update.type === "recording")
      this.row("      ", update.on ? "(recording)" : "(recording off, deleted)");
    else if (update.type === "error") this.row("      ", `(${update.message})`);
    else if (update.type === "ended") this.ended = update.reason;
  }

  /** What the call came to, for the end of the print-out. */
  summary(): string[] {
    const done = this.tools.filter((tool) => tool.outcome === "ok" && tool.ref);
    const refs = done.map(({ name, ref }) => `  ${name.padEnd(20)} ${ref?.code}`);
    const sorted = this.totals.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)];
    return [
      `Ended: ${this.ended || "hung up"} after ${this.clock()}.`,
      median === undefined
        ? "No turn was timed."
        : `Answer times: median ${Math.round(median)} ms, longest ${Math.round(sorted.at(-1) ?? 0)} ms, ${sorted.length} turns.`,
      refs.length > 0 ? "Written:" : "Nothing was written.",
      ...refs,
    ];
  }

  private tool(update: Extract<LiveUpdate, { type: "tool" }>): void {
    this.tools.push(update);
    const ref = update.ref ? ` ${update.ref.code}` : "";
    this.row("    > ", `${update.name} ${update.outcome}${ref} (${Math.round(update.durationMs)} ms)`);
  }

  private timing(timing: Extract<LiveUpdate, { type: "timing" }>["timing"]): void {
    this.totals.push(timing.total);
    const stages = Object.entries(timing).flatMap(([stage, ms]) =>
      stage === "total" ? [] : [`${STAGE_NAMES[stage] ?? stage} ${Math.round(ms)}`],
    );
    this.row("      ", `${Math.round(timing.total)} ms: ${stages.join(", ")}`);
  }

  private row(who: string, words: string): void {
    this.write(`${this.clock()}  ${who} ${words}`);
  }

  private clock(): string {
    const seconds = (this.now() - this.startedAt) / 1000;
    return `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, "0")}`;
  }
}
