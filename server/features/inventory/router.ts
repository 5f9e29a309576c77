import { mutation, router } from "@/server/trpc/init";
import { extendHorizon } from "./horizon";
import { reapHolds } from "./reap-holds";

export const inventoryRouter = router({
  extendHorizon: mutation(extendHorizon),
  reapHolds: mutation(reapHolds),
});
