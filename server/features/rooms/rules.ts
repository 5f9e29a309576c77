import type { TransitionTable } from "@/server/kernel/transitions";
import type { RoomCleaning } from "./schema";

/** Who may move a room where: housekeeping cleans, a supervisor inspects, guests make it dirty again. */
export const cleaningTransitions = {
  dirty: ["pickup", "clean"],
  pickup: ["clean", "dirty"],
  clean: ["inspected", "dirty", "pickup"],
  inspected: ["dirty", "pickup"],
} as const satisfies TransitionTable<RoomCleaning>;
