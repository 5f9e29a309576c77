import { z } from "zod";
import { Id } from "@/server/kernel/ids";
import { hotelProcedure, mutation, query, router } from "@/server/trpc/init";
import { callEvents } from "./call-events";
import { getCall } from "./get-call";
import { hangUp } from "./hang-up";
import { listCalls } from "./list-calls";
import { listenIn } from "./listen-in";
import { placeBrowserCall } from "./place-browser-call";
import { ResumeBrowserCall, resumeBrowserCall } from "./resume-browser-call";
import { setFollowUp } from "./set-follow-up";
import { instructLine, sayInCall } from "./speak-in-call";
import { takeOver, takeOverCall } from "./take-over";
import { voices } from "./voices";

const OneCall = z.object({ callId: Id });

export const callsRouter = router({
  list: query(listCalls),
  get: query(getCall),
  events: query(callEvents),
  resume: hotelProcedure
    .input(ResumeBrowserCall)
    .mutation(({ ctx, input }) => resumeBrowserCall(ctx.ctx, input)),
  place: hotelProcedure
    .input(z.object({ typed: z.boolean().default(false), realtime: z.boolean().default(false) }).optional())
    .mutation(({ ctx, input }) => placeBrowserCall(ctx.ctx, input)),
  voices: query(voices),
  listen: hotelProcedure.input(OneCall).mutation(({ ctx, input }) => listenIn(ctx.ctx, input.callId)),
  takeOver: hotelProcedure.input(OneCall).mutation(({ ctx, input }) => takeOver(ctx.ctx, input.callId)),
  handBack: hotelProcedure
    .input(OneCall)
    .mutation(({ ctx, input }) => takeOverCall.execute(ctx.ctx, { ...input, on: false })),
  say: mutation(sayInCall),
  instruct: mutation(instructLine),
  hangUp: mutation(hangUp),
  setFollowUp: mutation(setFollowUp),
});
