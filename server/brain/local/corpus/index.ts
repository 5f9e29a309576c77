import { bookings } from "./bookings";
import type { Dialogue } from "./shape";

export const corpus: readonly Dialogue[] = [...bookings];
