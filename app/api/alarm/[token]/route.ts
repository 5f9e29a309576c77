import { twilioApp } from "@/server/composition";
import { alarmLink } from "@/server/webhooks/alarm-link";

export const dynamic = "force-dynamic";

type Place = { params: Promise<{ token: string }> };

export const GET = async (_: Request, { params }: Place): Promise<Response> =>
  alarmLink(twilioApp(), (await params).token, false);

export const POST = async (_: Request, { params }: Place): Promise<Response> =>
  alarmLink(twilioApp(), (await params).token, true);
