import type { VendorUsage } from "@/server/line/contract";
import { type Llm, LlmError, type LlmRequest } from "@/server/providers/llm/port";
import { type VendorDeps, vendorBreakers } from "./vendor-breakers";

/** Of one model, so that another one has time left, milliseconds. */
const ONE_MODEL_MS = 20_000;

/** Whose models these are, and what they were used for so far. */
export interface Asking {
  deps: VendorDeps;
  tenantId: string;
  models: readonly Llm[];
  used: VendorUsage[];
}

/**
 * A whole answer that `read` accepts, of the first model that gives one, in their order; a model that failed again and
 * again is left out for a while. Undefined when none did. Throws the signal's reason when it is aborted.
 */
export async function askModels<T>(
  { deps, tenantId, models, used }: Asking,
  request: LlmRequest,
  read: (answer: string) => T | undefined,
  signal: AbortSignal,
): Promise<{ answer: T; model: string } | undefined> {
  for (const llm of models) {
    signal.throwIfAborted();
    const permit = vendorBreakers(deps).of(`llm:${llm.vendor}:${tenantId}:${llm.model}`).allow();
    if (!permit) continue;
    const own = AbortSignal.any([signal, AbortSignal.timeout(ONE_MODEL_MS)]);
    try {
      const answer = read(await wholeAnswer(llm, request, own, used));
      permit.succeeded();
      if (answer !== undefined) return { answer, model: llm.model };
    } catch (error) {
      if (signal.aborted || (!(error instanceof LlmError) && !own.aborted)) {
        permit.released();
        throw signal.aborted ? signal.reason : error;
      }
      permit.failed();
    }
  }
  return undefined;
}

async function wholeAnswer(
  llm: Llm,
  request: LlmRequest,
  signal: AbortSignal,
  used: VendorUsage[],
): Promise<string> {
  let answer = "";
  for await (const event of llm.stream(request, signal)) {
    if (event.type === "text") answer += event.delta;
    if (event.type !== "usage") continue;
    const { vendor, model } = llm;
    used.push({ port: "llm", vendor, model, seconds: 0, characters: 0, ...event.usage });
  }
  return answer;
}
