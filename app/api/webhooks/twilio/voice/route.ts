import { twilioApp } from "@/server/composition";
import { answerTwilioCall } from "@/server/webhooks/twilio-voice";

export const dynamic = "force-dynamic";

export const POST = (request: Request): Promise<Response> => answerTwilioCall(twilioApp(), request);
