import { policyValues } from "@/server/features/policies";
import { sentenceLanguage } from "@/server/kernel/in-language";
import { implementTool, refuse, speaking } from "@/server/verbs/define-tool";
import { callTexts } from "./say";

/** Switches the call's language when the hotel offers it. */
export const setLanguage = implementTool("set_language", async (tx, ctx, { language }) => {
  const t = callTexts(ctx.call.language);
  const { languages = ["en"] } = await policyValues(tx, ctx.hotelId, "line", ctx.call.today);
  const wanted = languages.find(
    (offered) => offered.slice(0, 2).toLowerCase() === language.slice(0, 2).toLowerCase(),
  );
  if (!wanted) {
    const names = new Intl.DisplayNames(sentenceLanguage(ctx.call.language), { type: "language" });
    const spoken = speaking(ctx).list(
      languages.map((code) => names.of(code) ?? code),
      "or",
    );
    return refuse({
      code: "unavailable",
      field: "language",
      ask: t.languageMissing(spoken),
      options: languages.map((code) => ({ say: names.of(code) ?? code, args: { language: code } })),
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
