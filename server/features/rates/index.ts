import { checkRateCode } from "./tools/check-rate-code";
import { listExtras } from "./tools/list-extras";

export * from "./catalogue";
export * from "./events";
export { listOffering } from "./list-offering";
export { loadStayPolicies } from "./load-policies";
export { loadSelling } from "./load-selling";
export { defaultStayPolicies, StayPolicies } from "./policies";
export * from "./price";
export { getRateGrid } from "./rate-grid";
export { remembered } from "./remembered";
export { saveExtra, saveRatePlan } from "./save-rate-plan";
export * from "./schema";
export { type Seen, SellingCache } from "./selling-cache";
export { setRates } from "./set-rates";
export { shiftDate, stayNights } from "./stay-dates";

export { listExtras };

/** The line tools of this feature. */
export const lineTools = [checkRateCode, listExtras] as const;
