import type { InngestFunction } from "inngest";

export { inngest } from "./client";

/** Every job function the app serves. */
export const functions: InngestFunction.Any[] = [];
