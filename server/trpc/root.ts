import { accountRouter } from "@/server/features/account";
import { organisationsRouter } from "@/server/features/organisations";
import { teamRouter } from "@/server/features/team";
import { router } from "./init";

/** Every feature's router, one line a feature. */
export const appRouter = router({
  account: accountRouter,
  organisations: organisationsRouter,
  team: teamRouter,
});

export type AppRouter = typeof appRouter;
