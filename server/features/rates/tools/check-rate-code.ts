import { implementTool, refuse } from "@/server/verbs/define-tool";
import { loadCatalogue, plansFor } from "../catalogue";
import { rateTexts } from "../say";

export const checkRateCode = implementTool("check_rate_code", async (tx, ctx, { code }) => {
  const t = rateTexts(ctx.call.language);
  const { plans } = await loadCatalogue(tx, ctx.hotelId);
  const plan = plansFor(plans, code).find((row) => row.accessCode !== null);
  if (!plan) return refuse({ code: "not_found", field: "code", ask: t.codeUnknown });
  return {
    ok: true,
    data: { ratePlan: plan.code, description: plan.spokenName },
    facts: [{ kind: "policy", name: "ratePlan", value: plan.spokenName, spoken: plan.spokenName }],
    say: t.codeValid(plan.spokenName),
    next: ["search_rooms"],
  };
});
