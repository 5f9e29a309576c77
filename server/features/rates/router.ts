import { mutation, query, router } from "@/server/trpc/init";
import { listOffering } from "./list-offering";
import { getRateGrid } from "./rate-grid";
import { saveExtra, saveRatePlan } from "./save-rate-plan";
import { setRates } from "./set-rates";

export const ratesRouter = router({
  offering: query(listOffering),
  grid: query(getRateGrid),
  set: mutation(setRates),
  savePlan: mutation(saveRatePlan),
  saveExtra: mutation(saveExtra),
});
