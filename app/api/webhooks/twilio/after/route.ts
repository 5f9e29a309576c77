import { twilioApp } from "@/server/composition";
import { afterStream } from "@/server/webhooks/twilio-after";

export const dynamic = "force-dynamic";

export const POST = (request: Request): Promise<Response> => afterStream(twilioApp(), request);
