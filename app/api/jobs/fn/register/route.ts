import { receiveJobRegistration } from "@/inngest/executor";

export const dynamic = "force-dynamic";

export const POST = (request: Request): Promise<Response> => receiveJobRegistration(request);
