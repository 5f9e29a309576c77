import type { Script } from "../script";
import { booking } from "./booking";
import { cancel } from "./cancel";
import { change } from "./change";
import { message } from "./message";
import { questions } from "./questions";
import { requests } from "./requests";
import { transfer } from "./transfer";

/** The guests that come with the simulator, by name. */
export const scripts: Readonly<Record<string, Script>> = {
  booking,
  change,
  cancel,
  questions,
  requests,
  message,
  transfer,
};
