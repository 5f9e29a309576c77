import { createLlmBrain } from "@/server/brain/llm";
import { localBrain } from "@/server/brain/local";
import type { Brain } from "@/server/brain/port";
import { Breakers } from "@/server/kernel/breaker";
import { createFakeLlm, type FakeAnswer } from "@/server/providers/llm/fake";
import type { LlmRequest } from "@/server/providers/llm/port";

/** A thing the guest wants: what a model may call it, in other words each time. */
export interface Wish {
  name: string;
  /** In the arguments of whoever means this one. */
  means: RegExp;
  args: readonly Record<string, unknown>[];
}

/**
 * The models' brain over a model that reads the wishes back, and after a yes asks for those that its dialogue has no result
 * of: no two of its answers in the same words or the same order.
 */
export function wordyBrain(wishes: readonly Wish[]): Brain {
  let answers = 0;
  const answer = ({ messages }: LlmRequest): FakeAnswer => {
    const calls = messages.flatMap((m) => (m.role === "line" ? (m.calls ?? []) : []));
    const answered = new Set(messages.flatMap((m) => (m.role === "tool" ? [m.callId] : [])));
    const isOpen = ({ name, means }: Wish) =>
      !calls.some((c) => c.name === name && answered.has(c.id) && means.test(JSON.stringify(c.args)));
    const guest = messages.findLast((m) => m.role === "guest");
    const agreed = guest?.role === "guest" && /yes/i.test(guest.text);
    if (!agreed) return { text: "Shall I see to all of that?" };
    const open = wishes.filter(isOpen);
    if (open.length === 0) return { text: "Is there anything else?" };
    const turn = answers++;
    const asked = open.map(({ name, args }) => ({ name, args: args[turn % args.length] ?? {} }));
    return { calls: turn % 2 === 0 ? asked : asked.reverse() };
  };
  const now = () => 0;
  return createLlmBrain({
    llmOf: () => createFakeLlm(answer, { vendor: "openai", model: "wordy" }),
    breakers: new Breakers(now),
    local: localBrain,
    timers: { now, after: () => () => {} },
  });
}
