import { readyResponse } from "@/server/health";

export const dynamic = "force-dynamic";

export const GET = (): Response | Promise<Response> => readyResponse();
