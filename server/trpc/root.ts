import { accountRouter } from "@/server/features/account";
import { callsRouter } from "@/server/features/calls";
import { inventoryRouter } from "@/server/features/inventory/router";
import { knowledgeRouter } from "@/server/features/knowledge";
import { organisationsRouter } from "@/server/features/organisations";
import { policiesRouter } from "@/server/features/policies";
import { ratesRouter } from "@/server/features/rates/router";
import { requestsRouter } from "@/server/features/requests";
import { reservationsRouter } from "@/server/features/reservations/router";
import { roomsRouter } from "@/server/features/rooms";
import { teamRouter } from "@/server/features/team";
import { router } from "./init";

/** Every feature's router, one line a feature. */
export const appRouter = router({
  account: accountRouter,
  organisations: organisationsRouter,
  calls: callsRouter,
  inventory: inventoryRouter,
  knowledge: knowledgeRouter,
  policies: policiesRouter,
  rates: ratesRouter,
  requests: requestsRouter,
  reservations: reservationsRouter,
  rooms: roomsRouter,
  team: teamRouter,
});

export type AppRouter = typeof appRouter;
