import { query, router } from "@/server/trpc/init";
import { listAudit } from "./list-audit";

export const auditRouter = router({
  list: query(listAudit),
});
