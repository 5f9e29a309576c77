import { bookStay } from "./tools/book-stay";
import { commitChange } from "./tools/commit-change";
import { getPayment } from "./tools/get-payment";
import { getStay } from "./tools/get-stay";
import { noteOnStay } from "./tools/note-on-stay";
import { previewCancel } from "./tools/preview-cancel";
import { previewChange } from "./tools/preview-change";
import { previewCheckout } from "./tools/preview-checkout";
import { previewReinstate } from "./tools/preview-reinstate";
import { previewRelocation } from "./tools/preview-relocation";
import { sendOtp } from "./tools/send-otp";
import { startPayment } from "./tools/start-payment";
import { verifyGuest } from "./tools/verify-guest";

export { assignRoom, unassignRoom } from "./assign-room";
export { cancelFee } from "./cancel-fee";
export { cancelReservation } from "./cancel-reservation";
export { changeReservation } from "./change-reservation";
export { checkIn } from "./check-in";
export { checkOut } from "./check-out";
export { createReservation } from "./create-reservation";
export * from "./events";
export { getReservation } from "./get-reservation";
export { insertReservation, type NewReservation } from "./insert-reservation";
export { listReservations } from "./list-reservations";
export { markNoShow } from "./mark-no-show";
export { addNote } from "./note-reservation";
export { transitions } from "./rules";
export * from "./schema";

/** The line tools of this feature. */
export const lineTools = [
  verifyGuest,
  sendOtp,
  bookStay,
  getStay,
  previewChange,
  previewCancel,
  previewReinstate,
  previewRelocation,
  commitChange,
  noteOnStay,
  previewCheckout,
  getPayment,
  startPayment,
] as const;
