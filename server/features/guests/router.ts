import { mutation, query, router } from "@/server/trpc/init";
import { getGuest } from "./get-guest";
import { listGuests } from "./list-guests";
import { updateGuest } from "./update-guest";

export const guestsRouter = router({
  list: query(listGuests),
  get: query(getGuest),
  update: mutation(updateGuest),
});
