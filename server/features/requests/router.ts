import { mutation, query, router } from "@/server/trpc/init";
import { listRequests } from "./list-requests";
import { moveRequest } from "./move-request";

export const requestsRouter = router({ list: query(listRequests), move: mutation(moveRequest) });
