export * from "./events";
export * from "./holds";
export * from "./price-offer";
export * from "./read-nights";
export * from "./release-call-holds";
export * from "./rules";
export * from "./schema";
export { quoteStay } from "./tools/quote-stay";
export { searchRooms } from "./tools/search-rooms";
