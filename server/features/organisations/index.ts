export { createHotel } from "./create-hotel";
export { HotelChanged, HotelCreated } from "./events";
export { getHotel, updateHotel } from "./hotel-settings";
export { myHotels } from "./my-hotels";
export { organisationsRouter } from "./router";
