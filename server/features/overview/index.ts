export { overviewRouter } from "./router";
export { type NeedsPerson, Overview } from "./schema";
export { overviewToday } from "./today";
