export { CallSummarised } from "./events";
export { type Judged, judge } from "./judge";
export type { CallRecord } from "./record";
export { summariseCall } from "./summarise-call";
