import { composition } from "@/server/composition";
import { inngest } from "./client";
import { jobFunctions } from "./functions";

export { inngest } from "./client";

/** Every job function the app serves. */
export const functions = jobFunctions(inngest, composition);
