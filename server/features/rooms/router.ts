import { mutation, query, router } from "@/server/trpc/init";
import { blockRoom } from "./block-room";
import { createRoom } from "./create-room";
import { createRoomType } from "./create-room-type";
import { endBlock } from "./end-block";
import { freeRooms } from "./free-rooms";
import { listRoomTypes } from "./list-room-types";
import { listRooms } from "./list-rooms";
import { setCleaning } from "./set-cleaning";
import { updateRoomType } from "./update-room-type";

export const roomsRouter = router({
  list: query(listRooms),
  listTypes: query(listRoomTypes),
  free: query(freeRooms),
  create: mutation(createRoom),
  createType: mutation(createRoomType),
  updateType: mutation(updateRoomType),
  setCleaning: mutation(setCleaning),
  block: mutation(blockRoom),
  endBlock: mutation(endBlock),
});
