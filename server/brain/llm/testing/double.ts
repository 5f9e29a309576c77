import { localBrain } from "@/server/brain/local";
import type { Brain, BrainReport } from "@/server/brain/port";
import { type Conversation, converse } from "@/server/brain/testing/converse";
import { testOpening } from "@/server/brain/testing/opening";
import type { World } from "@/server/brain/testing/world";
import { Breakers } from "@/server/kernel/breaker";
import type { CallOpening, LlmVendor } from "@/server/line/contract";
import { createFakeLlm, type FakeAnswer, type FakeLlm, type FakeScript } from "@/server/providers/llm/fake";
import type { LlmRequest } from "@/server/providers/llm/port";
import { createLlmBrain } from "..";
import type { BrainTimers } from "../ask";

/** Timers that stand still until the test moves them. */
export class StillTimers implements BrainTimers {
  private time = 0;
  private waiting: { at: number; run: () => void }[] = [];
  now = (): number => this.time;
  after = (ms: number, run: () => void): (() => void) => {
    const entry = { at: this.time + ms, run };
    this.waiting.push(entry);
    return () => {
      this.waiting = this.waiting.filter((e) => e !== entry);
    };
  };
  get pending(): number {
    return this.waiting.length;
  }
  /** Moves time on and lets what it wakes run to its next wait. */
  async pass(ms: number): Promise<void> {
    this.time += ms;
    for (const entry of this.waiting.filter((e) => e.at <= this.time)) {
      this.waiting = this.waiting.filter((e) => e !== entry);
      entry.run();
    }
    await settled();
  }
}

/** Lets everything run that waits for no timer. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}

const vendorOf = (vendor: "openai" | "anthropic"): LlmVendor => ({
  vendor,
  apiKey: "k",
  model: `${vendor}-m`,
});
const models = ["openai", "anthropic"] as const;
type Name = (typeof models)[number] | "hedge";

export interface Rig {
  brain: Brain;
  opening: CallOpening;
  timers: StillTimers;
  breakers: Breakers;
  reports: BrainReport[];
  llms: Map<Name, FakeLlm>;
  /** Requests of the first model so far. */
  requests(name?: Name): FakeLlm["requests"];
  start(arrange?: (world: World) => void): Promise<Conversation>;
}

/** A brain over scripted models; `second` and `hedge` are there only when given. */
export function rig(
  first: FakeScript,
  more: { second?: FakeScript; hedge?: FakeScript; opening?: Parameters<typeof testOpening>[0] } = {},
): Rig {
  const timers = new StillTimers();
  const breakers = new Breakers(timers.now);
  const llms = new Map<Name, FakeLlm>([
    ["openai", createFakeLlm(first, { vendor: "openai", model: "openai-m" })],
  ]);
  if (more.second)
    llms.set("anthropic", createFakeLlm(more.second, { vendor: "anthropic", model: "anthropic-m" }));
  if (more.hedge) llms.set("hedge", createFakeLlm(more.hedge, { vendor: "openai", model: "hedge" }));
  const base = testOpening(more.opening);
  const opening: CallOpening = {
    ...base,
    vendors: {
      ...base.vendors,
      llm: models.filter((m) => llms.has(m)).map(vendorOf),
      ...(more.hedge ? { hedge: { vendor: "openai", apiKey: "k", model: "hedge" } } : {}),
    },
  };
  const brain = createLlmBrain({
    llmOf: ({ vendor, model }) => llms.get(model === "hedge" ? "hedge" : vendor) as FakeLlm,
    breakers,
    local: localBrain,
    timers,
  });
  const reports: BrainReport[] = [];
  // The driver's io has no report; the brain under test gets one.
  const heard: Brain = {
    name: brain.name,
    start: (o) => reporting(brain.start(o), reports),
    resume: (o, snapshot) => reporting(brain.resume(o, snapshot), reports),
  };
  return {
    brain: heard,
    opening,
    timers,
    breakers,
    reports,
    llms,
    requests: (name = "openai") => llms.get(name)?.requests ?? [],
    start: (arrange) => converse(heard, { opening, ...(arrange ? { arrange } : {}) }),
  };
}

function reporting(dialogue: ReturnType<Brain["start"]>, reports: BrainReport[]): ReturnType<Brain["start"]> {
  const report = (r: BrainReport): void => {
    reports.push(r);
  };
  return {
    greet: (io) => dialogue.greet({ ...io, report }),
    respond: (turn, io, taken) => dialogue.respond(turn, { ...io, report }, taken),
    silent: (count, io) => dialogue.silent(count, { ...io, report }),
    interrupted: (heard) => dialogue.interrupted(heard),
    expectation: () => dialogue.expectation(),
    resumedWith: (cause, io) => dialogue.resumedWith(cause, { ...io, report }),
    snapshot: () => dialogue.snapshot(),
    speculate: (text, io, settled) => dialogue.speculate?.(text, { ...io, report }, settled),
    instruct: (text) => dialogue.instruct?.(text),
  };
}

/** Answers in turn; asking for more than there are is a failure of the vendor. */
export const inOrder = (...answers: readonly FakeAnswer[]): FakeScript => {
  let next = 0;
  return () => answers[next++] ?? { fails: "unavailable" };
};

export const call = (name: string, args: Record<string, unknown> = {}) => ({ name, args });

/** The guest's last words as the model sees them. */
export const lastGuest = ({ messages }: LlmRequest): string => {
  const last = messages.findLast((m) => m.role === "guest");
  return last?.role === "guest" ? last.text : "";
};
