import { createCallerFactory } from "./init";
import { appRouter } from "./root";

/** Calls procedures in this process: server components, tests. */
export const createCaller = createCallerFactory(appRouter);
