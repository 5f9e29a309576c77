import { beyond } from "./beyond";
import { bookings } from "./bookings";
import { corrections } from "./corrections";
import { existing } from "./existing";
import { house } from "./house";
import { rules } from "./rules";
import { secondThoughts } from "./second-thoughts";
import { several } from "./several";
import type { Dialogue } from "./shape";
import { trouble } from "./trouble";

/** Written dialogues: the behaviour the local brain keeps. */
export const corpus: readonly Dialogue[] = [
  ...bookings,
  ...corrections,
  ...secondThoughts,
  ...existing,
  ...house,
  ...trouble,
  ...beyond,
  ...several,
  ...rules,
];
