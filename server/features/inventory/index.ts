import { joinWaitlist } from "./tools/join-waitlist";
import { quoteStay } from "./tools/quote-stay";
import { searchRooms } from "./tools/search-rooms";

export { type ChosenExtra, chooseExtras } from "./choose-extras";
export * from "./events";
export * from "./holds";
export { extendHorizon, HORIZON, materialiseNights } from "./horizon";
export { listOffers } from "./list-offers";
export * from "./price-offer";
export * from "./read-nights";
export { reapHolds } from "./reap-holds";
export * from "./release-call-holds";
export { attributeKey, isRoomType } from "./requirements";
export * from "./rules";
export { sellingTexts } from "./say";
export * from "./schema";
export { sayBlocker } from "./spoken-terms";
export { joinWaitlist, quoteStay, searchRooms };

/** The line tools of this feature. */
export const lineTools = [searchRooms, quoteStay, joinWaitlist] as const;
