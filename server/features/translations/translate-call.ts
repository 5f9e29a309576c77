import { z } from "zod";
import { vendorsFor } from "@/server/features/vendors";
import { invalid, notFound, unavailable } from "@/server/kernel/errors";
import { type Llm, LlmError } from "@/server/providers/llm/port";
import type { Ctx, HotelCtx } from "@/server/verbs/ctx";
import { defineVerb, type Verb } from "@/server/verbs/define-verb";
import { inParts, readTranslation, translationRequest } from "./rules";
import { TranslateCallInput, TranslatedLine, Translation } from "./schema";

const DEADLINE_MS = 45_000;
const Lines = z.array(TranslatedLine);

interface Read {
  /** What was translated before; the transcript of a call that is over does not change. */
  known?: TranslatedLine[];
  lines: TranslatedLine[];
  llm?: Llm;
}

const read = defineVerb({
  name: "calls.translate",
  input: TranslateCallInput,
  output: z.custom<Read>(),
  permission: "calls:read",
  effect: "read",
  async run(tx, ctx, { callId, language }): Promise<Read> {
    const call = await tx.call.findFirst({
      where: { id: callId, hotelId: ctx.hotelId },
      include: { turns: { orderBy: { ordinal: "asc" } }, translations: { where: { language } } },
    });
    if (!call) throw notFound("This call");
    if (!call.endedAt) throw invalid("A call can be translated once it is over.");
    const lines = Lines.parse(call.turns.filter(({ text }) => text.trim() !== ""));
    const known = Lines.safeParse(call.translations[0]?.lines).data;
    if (known) return { known, lines };
    const [vendor] = (await vendorsFor(tx, ctx.hotelId, ctx)).llm;
    const connect = ctx.deps.languageModel;
    return { lines, ...(vendor && connect ? { llm: connect(vendor) } : {}) };
  },
});

const keep = defineVerb({
  name: "calls.translate",
  input: Translation.extend({ model: z.string() }),
  output: Translation,
  permission: "calls:read",
  effect: "write",
  async run(tx, ctx, { callId, language, lines, model }) {
    const where = { tenantId_callId_language: { tenantId: ctx.tenantId, callId, language } };
    await tx.callTranslation.upsert({
      where,
      create: { tenantId: ctx.tenantId, callId, language, lines, model },
      update: { lines, model },
    });
    return {
      result: { callId, language, lines },
      audit: { subject: { kind: "call", id: callId }, after: { language, model } },
    };
  },
});

/**
 * The transcript of a call that is over, in a language of the staff. Asked of the hotel's language model once and kept;
 * only redacted words leave the house. Throws `invalid` without a model, `unavailable` when it does not answer well.
 */
export const translateCall: Verb<typeof TranslateCallInput, typeof Translation> = {
  definition: { ...keep.definition, input: TranslateCallInput },
  async execute(ctx: Ctx, input) {
    const { tx: _, ...own } = ctx as HotelCtx;
    const { callId, language } = input;
    const { known, lines, llm } = await read.execute(own, input);
    if (known || lines.length === 0) return { callId, language, lines: known ?? [] };
    if (!llm)
      throw invalid("No language model is connected. Connect one under Settings, Connections, to translate.");
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const translated: TranslatedLine[] = [];
    for (const part of inParts(lines)) {
      const texts = readTranslation(await ask(llm, translationRequest(part, language), signal), part.length);
      if (!texts) throw unavailable("The translation came back incomplete. Try again.");
      translated.push(...part.map((line, i) => ({ ...line, text: texts[i] ?? "" })));
    }
    return keep.execute(own, { callId, language, lines: translated, model: llm.model });
  },
};

async function ask(llm: Llm, request: Parameters<Llm["stream"]>[0], signal: AbortSignal): Promise<string> {
  let answer = "";
  try {
    for await (const event of llm.stream(request, signal)) if (event.type === "text") answer += event.delta;
    return answer;
  } catch (error) {
    if (!(error instanceof LlmError) && !signal.aborted) throw error;
    throw unavailable("The translation service does not answer. Try again in a moment.", { cause: error });
  }
}
