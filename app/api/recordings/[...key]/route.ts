import { composition } from "@/server/composition";
import { serveObject } from "@/server/providers/storage/serve-object";

export const dynamic = "force-dynamic";

/** Plays a recording to whoever holds a signed link that still lasts; seeks by Range. */
export function GET(request: Request): Promise<Response> {
  const { deps } = composition();
  return serveObject(deps.storage, deps.fileLinks, request);
}
