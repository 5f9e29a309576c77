import { z } from "zod";
import { createCall } from "@/server/features/line";
import { forbidden } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { actorCan, type HotelCtx } from "@/server/verbs/ctx";

export const PlacedBrowserCall = z.object({ callId: Id, mediaUrl: z.string(), token: z.string() });

/**
 * Starts a call from the softphone: the browser connects to `mediaUrl` with the token. Not a verb of one
 * transaction: it looks for a worker first. `createCall` audits and tells the live lists itself.
 */
export async function placeBrowserCall(
  ctx: HotelCtx,
  { typed = false, realtime = false }: { typed?: boolean; realtime?: boolean } = {},
): Promise<z.infer<typeof PlacedBrowserCall>> {
  if (!actorCan(ctx.actor, "calls:place"))
    throw forbidden("Your role does not allow calls from the browser.");
  // Without sound, or with sound that goes to the vendor directly, there is nothing to record.
  return createCall(ctx, { channel: "browser", unrecorded: typed || realtime, realtime });
}
