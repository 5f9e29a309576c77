import type { Inngest, InngestFunction } from "inngest";
import type { JobApp } from "./job";
import { nightly } from "./nightly";
import { keepRecording } from "./recordings";
import { summariseEndedCall } from "./summaries";

/** Every job function, made with a client and what it works with. */
export const jobFunctions = (client: Inngest, app: JobApp): InngestFunction.Any[] => [
  summariseEndedCall(client, app),
  keepRecording(client, app),
  nightly(client, app),
];
