import { gatherApp } from "@/server/composition";
import { hearGathered } from "@/server/gather/gather-call";

export const dynamic = "force-dynamic";

export const POST = (request: Request): Promise<Response> => hearGathered(gatherApp(), request);
