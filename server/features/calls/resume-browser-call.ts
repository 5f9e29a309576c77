import { z } from "zod";
import { notePersonLost, reenterCall, wasGivenTo } from "@/server/features/line";
import { conflict, forbidden, notFound, unavailable } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { actorCan, type HotelCtx } from "@/server/verbs/ctx";
import type { PlacedBrowserCall } from "./place-browser-call";

export const ResumeBrowserCall = z.object({
  callId: Id,
  /** The last token this page had for the call, used up or not: it shows that the page is the caller. */
  token: z.string().min(20).max(2000),
});

/**
 * Goes on with a call whose connection broke: a new token, to a worker that answers. Throws `conflict` when the call is
 * over, `unavailable` when no worker has room.
 */
export async function resumeBrowserCall(
  ctx: HotelCtx,
  { callId, token }: z.output<typeof ResumeBrowserCall>,
): Promise<z.infer<typeof PlacedBrowserCall>> {
  if (!actorCan(ctx.actor, "calls:place"))
    throw forbidden("Your role does not allow calls from the browser.");
  const { tenantId, deps } = ctx;
  if (!(await wasGivenTo(deps.keys.lineSigning, token, { callId, tenantId }))) throw notFound("This call");
  const call = await deps.db.withTenant(tenantId, (db) =>
    db.call.findFirst({
      where: { id: callId, hotelId: ctx.hotelId, channel: "browser" },
      select: { endedAt: true },
    }),
  );
  if (!call) throw notFound("This call");
  if (call.endedAt) throw conflict("This call is over. Call again.");
  const cutOff = await notePersonLost(ctx, callId);
  const placed = await reenterCall(ctx, callId, cutOff ? "handed_back" : "moved");
  if (!placed) throw unavailable("Every line is busy right now. Try again in a moment.");
  return placed;
}
