import { mutation, query, router } from "@/server/trpc/init";
import { addRequestNote } from "./add-note";
import { assignRequest } from "./assign-request";
import { createRequest } from "./create-request";
import { getRequest } from "./get-request";
import { listRequests } from "./list-requests";
import { moveRequest } from "./move-request";

export const requestsRouter = router({
  list: query(listRequests),
  get: query(getRequest),
  create: mutation(createRequest),
  move: mutation(moveRequest),
  assign: mutation(assignRequest),
  addNote: mutation(addRequestNote),
});
