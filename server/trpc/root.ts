import { accountRouter } from "@/server/features/account";
import { organisationsRouter } from "@/server/features/organisations";
import { callsRouter } from "@/server/features/calls";
import { knowledgeRouter } from "@/server/features/knowledge";
import { policiesRouter } from "@/server/features/policies";
import { requestsRouter } from "@/server/features/requests";
import { roomsRouter } from "@/server/features/rooms";
import { teamRouter } from "@/server/features/team";
import { router } from "./init";

/** Every feature's router, one line a feature. */
export const appRouter = router({
  account: accountRouter,
  organisations: organisationsRouter,
  calls: callsRouter,
  knowledge: knowledgeRouter,
  policies: policiesRouter,
  requests: requestsRouter,
  rooms: roomsRouter,
  team: teamRouter,
});

export type AppRouter = typeof appRouter;
