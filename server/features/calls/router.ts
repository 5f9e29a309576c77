import { hotelProcedure, mutation, query, router } from "@/server/trpc/init";
import { callEvents } from "./call-events";
import { getCall } from "./get-call";
import { hangUp } from "./hang-up";
import { listCalls } from "./list-calls";
import { placeBrowserCall } from "./place-browser-call";
import { setFollowUp } from "./set-follow-up";

export const callsRouter = router({
  list: query(listCalls),
  get: query(getCall),
  events: query(callEvents),
  place: hotelProcedure.mutation(({ ctx }) => placeBrowserCall(ctx.ctx)),
  hangUp: mutation(hangUp),
  setFollowUp: mutation(setFollowUp),
});
