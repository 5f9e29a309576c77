import { receiveJobEvents } from "@/inngest/executor";

export const dynamic = "force-dynamic";

export const POST = async (
  request: Request,
  { params }: { params: Promise<{ key: string }> },
): Promise<Response> => receiveJobEvents(request, (await params).key);
