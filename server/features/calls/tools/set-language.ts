import type { Tx } from "@/server/db";
import { policyValues } from "@/server/features/policies";
import { sentenceLanguage } from "@/server/kernel/in-language";
import { implementTool, refuse, speaking, type ToolCtx } from "@/server/verbs/define-tool";
import { callTexts } from "./say";

async function offeredOn(tx: Tx, ctx: ToolCtx): Promise<readonly string[]> {
  const { callId, today } = ctx.call;
  const { languages } = await tx.call.findFirstOrThrow({
    where: { id: callId },
    select: { languages: true },
  });
  if (languages.length > 0) return languages;
  // Opened before its languages were kept.
  return (await policyValues(tx, ctx.hotelId, "line", today)).languages ?? ["en"];
}

/** Switches the call's language to one that it was opened with: the hotel's that its voices speak. */
export const setLanguage = implementTool("set_language", async (tx, ctx, { language }) => {
  const t = callTexts(ctx.call.language);
  const languages = await offeredOn(tx, ctx);
  const wanted = languages.find(
    (offered) => offered.slice(0, 2).toLowerCase() === language.slice(0, 2).toLowerCase(),
  );
  if (!wanted) {
    const names = new Intl.DisplayNames(sentenceLanguage(ctx.call.language), { type: "language" });
    const spoken = languages.map((code) => names.of(code) ?? code);
    const [only = ""] = spoken;
    const isChoice = spoken.length > 1;
    return refuse({
      code: "unavailable",
      field: "language",
      ask: isChoice ? t.languageMissing(speaking(ctx).list(spoken, "or")) : t.languageOnly(only),
      options: isChoice
        ? languages.map((code) => ({ say: names.of(code) ?? code, args: { language: code } }))
        : [],
    });
  }
  await tx.call.updateMany({ where: { id: ctx.call.callId }, data: { language: wanted } });
  return {
    ok: true,
    data: { language: wanted },
    say: callTexts(wanted).language,
    audit: {
      subject: { kind: "call", id: ctx.call.callId },
      before: { language: ctx.call.language },
      after: { language: wanted },
    },
  };
});
