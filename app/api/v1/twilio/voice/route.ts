import { gatherApp } from "@/server/composition";
import { answerGathered } from "@/server/gather/gather-call";

export const dynamic = "force-dynamic";

export const POST = (request: Request): Promise<Response> => answerGathered(gatherApp(), request);
