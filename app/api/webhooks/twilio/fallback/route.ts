import { twilioApp } from "@/server/composition";
import { fallBack } from "@/server/webhooks/twilio-fallback";

export const dynamic = "force-dynamic";

export const POST = (request: Request): Promise<Response> => fallBack(twilioApp(), request);
