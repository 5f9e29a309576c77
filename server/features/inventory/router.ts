import { mutation, query, router } from "@/server/trpc/init";
import { extendHorizon } from "./horizon";
import { listOffers } from "./list-offers";
import { reapHolds } from "./reap-holds";

export const inventoryRouter = router({
  offers: query(listOffers),
  extendHorizon: mutation(extendHorizon),
  reapHolds: mutation(reapHolds),
});
