import { z } from "zod";
import { defineEvent } from "@/server/verbs/events";

const call = z.object({ callId: z.string(), hotelId: z.string() });

/** A call began: live lists show it. */
export const CallStarted = defineEvent("call.started", call);
/** A call's record grew or its state changed. */
export const CallProgressed = defineEvent("call.progressed", call.extend({ position: z.string() }));
/** A call is over: the jobs summarise it. */
export const CallEnded = defineEvent("call.ended", call);
/** A recording arrived whole: silence what is private, then keep it. Or the guest refused it: delete what there is. */
export const RecordingUploaded = defineEvent("recording.uploaded", call);
