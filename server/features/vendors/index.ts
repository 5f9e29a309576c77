export { type Asking, askModels } from "./ask-models";
export { costOf } from "./cost";
export { recordCost } from "./record-cost";
export { vendorsRouter } from "./router";
export { hasMinutesLeft, mayTransferTo, minutesLeft, spendCapsOf } from "./spend-caps";
export { vendorBreakers } from "./vendor-breakers";
export { vendorsFor } from "./vendors-for";
