import { getGuestProfile } from "./tools/get-guest-profile";
import { savePreference } from "./tools/save-preference";

export * from "./contact";
export * from "./events";
export { getGuest } from "./get-guest";
export { listGuests } from "./list-guests";
export * from "./names";
export * from "./schema";
export { updateGuest } from "./update-guest";
export * from "./upsert-guest";

/** The line tools of this feature. */
export const lineTools = [getGuestProfile, savePreference] as const;
