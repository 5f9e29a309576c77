import { mutation, query, router } from "@/server/trpc/init";
import { createHotel } from "./create-hotel";
import { getHotel, updateHotel } from "./hotel-settings";
import { myHotels } from "./my-hotels";

export const organisationsRouter = router({
  myHotels: query(myHotels),
  getHotel: query(getHotel),
  createHotel: mutation(createHotel),
  updateHotel: mutation(updateHotel),
});
