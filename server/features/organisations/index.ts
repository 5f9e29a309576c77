export { createHotel } from "./create-hotel";
export { HotelChanged, HotelCreated } from "./events";
export { type HotelDay, hotelDay } from "./hotel-day";
export { getHotel, updateHotel } from "./hotel-settings";
export { myHotels } from "./my-hotels";
export { organisationsRouter } from "./router";
