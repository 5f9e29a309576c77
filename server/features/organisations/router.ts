import { mutation, query, router } from "@/server/trpc/init";
import { createHotel } from "./create-hotel";
import { hotelDay } from "./hotel-day";
import { getHotel, updateHotel } from "./hotel-settings";
import { myHotels } from "./my-hotels";

export const organisationsRouter = router({
  myHotels: query(myHotels),
  hotelDay: query(hotelDay),
  getHotel: query(getHotel),
  createHotel: mutation(createHotel),
  updateHotel: mutation(updateHotel),
});
