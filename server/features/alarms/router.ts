import { mutation, query, router } from "@/server/trpc/init";
import { alarmsOfCall, openAlarms } from "./list";
import { takeAlarm } from "./take";

export const alarmsRouter = router({
  open: query(openAlarms),
  ofCall: query(alarmsOfCall),
  take: mutation(takeAlarm),
});
