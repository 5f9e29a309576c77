import { accountRouter } from "@/server/features/account";
import { alarmsRouter } from "@/server/features/alarms/router";
import { auditRouter } from "@/server/features/audit";
import { callsRouter } from "@/server/features/calls";
import { guestsRouter } from "@/server/features/guests/router";
import { inventoryRouter } from "@/server/features/inventory/router";
import { knowledgeRouter } from "@/server/features/knowledge";
import { organisationsRouter } from "@/server/features/organisations";
import { overviewRouter } from "@/server/features/overview/router";
import { policiesRouter } from "@/server/features/policies";
import { ratesRouter } from "@/server/features/rates/router";
import { recordingsRouter } from "@/server/features/recordings";
import { requestsRouter } from "@/server/features/requests";
import { reservationsRouter } from "@/server/features/reservations/router";
import { roomsRouter } from "@/server/features/rooms";
import { teamRouter } from "@/server/features/team";
import { telephonyRouter } from "@/server/features/telephony/router";
import { translationsRouter } from "@/server/features/translations";
import { vendorsRouter } from "@/server/features/vendors";
import { router } from "./init";

/** Every feature's router, one line a feature. */
export const appRouter = router({
  account: accountRouter,
  alarms: alarmsRouter,
  audit: auditRouter,
  organisations: organisationsRouter,
  calls: callsRouter,
  guests: guestsRouter,
  inventory: inventoryRouter,
  knowledge: knowledgeRouter,
  overview: overviewRouter,
  policies: policiesRouter,
  rates: ratesRouter,
  recordings: recordingsRouter,
  requests: requestsRouter,
  reservations: reservationsRouter,
  rooms: roomsRouter,
  team: teamRouter,
  translations: translationsRouter,
  vendors: vendorsRouter,
  telephony: telephonyRouter,
});

export type AppRouter = typeof appRouter;
