import { z } from "zod";
import { recordCost, vendorsFor } from "@/server/features/vendors";
import { invalid, notFound, unavailable } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { VendorUsage } from "@/server/line/contract";
import type { Llm } from "@/server/providers/llm/port";
import type { Ctx, HotelCtx } from "@/server/verbs/ctx";
import { defineVerb, type Verb } from "@/server/verbs/define-verb";
import { TranslateCallInput, TranslatedLine, Translation, VOICEMAIL_TURN } from "./schema";
import { translateLines } from "./translate-lines";

const DEADLINE_MS = 45_000;
const Lines = z.array(TranslatedLine);

interface Read {
  /** What was translated before. */
  known?: TranslatedLine[];
  lines: TranslatedLine[];
  /** In the order they are asked. */
  models: Llm[];
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
      include: {
        turns: { orderBy: { ordinal: "asc" } },
        voicemail: { select: { transcript: true } },
        translations: { where: { language } },
      },
    });
    if (!call) throw notFound("This call");
    if (!call.endedAt) throw invalid("A call can be translated once it is over.");
    const message = { turnId: VOICEMAIL_TURN, speaker: "guest", text: call.voicemail?.transcript ?? "" };
    const lines = Lines.parse([...call.turns, message].filter(({ text }) => text.trim() !== ""));
    const known = Lines.safeParse(call.translations[0]?.lines).data;
    // The words of a message may have come after the call was translated.
    if (known?.length === lines.length) return { known, lines, models: [] };
    const { llm } = await vendorsFor(tx, ctx.hotelId, ctx);
    const connect = ctx.deps.languageModel;
    return { lines, models: connect ? llm.map(connect) : [] };
  },
});

const keep = defineVerb({
  name: "calls.translate",
  input: Translation.extend({ model: z.string(), used: z.array(VendorUsage) }),
  output: Translation,
  permission: "calls:read",
  effect: "write",
  async run(tx, ctx, { callId, language, lines, model, used }) {
    const where = { tenantId_callId_language: { tenantId: ctx.tenantId, callId, language } };
    await tx.callTranslation.upsert({
      where,
      create: { tenantId: ctx.tenantId, callId, language, lines, model },
      update: { lines, model },
    });
    await recordCost(tx, callId, `translation:${language}`, used);
    return {
      result: { callId, language, lines },
      audit: { subject: { kind: "call", id: callId }, after: { language, model } },
    };
  },
});

/**
 * The transcript of a call that is over, in a language of the staff. Asked of the hotel's language models once, in their
 * order, and kept; only redacted words leave the house. What it took counts as the call's cost. Throws `invalid` without
 * a model, `unavailable` when none answers well.
 */
export const translateCall: Verb<typeof TranslateCallInput, typeof Translation> = {
  definition: { ...keep.definition, input: TranslateCallInput },
  async execute(ctx: Ctx, input) {
    const { tx: _, ...own } = ctx as HotelCtx;
    const { callId, language } = input;
    const { known, lines, models } = await read.execute(own, input);
    if (known || lines.length === 0) return { callId, language, lines: known ?? [] };
    if (models.length === 0)
      throw invalid("No language model is connected. Connect one under Settings, Connections, to translate.");
    const asking = { deps: own.deps, tenantId: own.tenantId, models, used: [] };
    const done = await translateLines(asking, lines, language, AbortSignal.timeout(DEADLINE_MS));
    if (done) return keep.execute(own, { callId, language, ...done, used: asking.used });
    // What was asked in vain is paid for all the same.
    await own.deps.db.transaction(own.tenantId, (tx) =>
      recordCost(tx, callId, `translation:${language}:${newId()}`, asking.used),
    );
    throw unavailable("The translation service does not answer well. Try again in a moment.");
  },
};
