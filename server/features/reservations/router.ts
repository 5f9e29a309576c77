import { mutation, query, router } from "@/server/trpc/init";
import { assignRoom, unassignRoom } from "./assign-room";
import { cancelFee } from "./cancel-fee";
import { cancelReservation } from "./cancel-reservation";
import { changeReservation } from "./change-reservation";
import { checkIn } from "./check-in";
import { checkOut } from "./check-out";
import { createReservation } from "./create-reservation";
import { getReservation } from "./get-reservation";
import { listReservations } from "./list-reservations";
import { markNoShow } from "./mark-no-show";
import { addNote } from "./note-reservation";

export const reservationsRouter = router({
  list: query(listReservations),
  get: query(getReservation),
  cancelFee: query(cancelFee),
  create: mutation(createReservation),
  change: mutation(changeReservation),
  cancel: mutation(cancelReservation),
  assignRoom: mutation(assignRoom),
  unassignRoom: mutation(unassignRoom),
  checkIn: mutation(checkIn),
  checkOut: mutation(checkOut),
  markNoShow: mutation(markNoShow),
  addNote: mutation(addNote),
});
