import { twilioApp } from "@/server/composition";
import { twilioStep } from "@/server/webhooks/twilio-steps";

export const dynamic = "force-dynamic";

export const POST = async (
  request: Request,
  { params }: { params: Promise<{ step: string }> },
): Promise<Response> => twilioStep(twilioApp(), (await params).step, request);
