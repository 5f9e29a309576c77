import type { Inngest } from "inngest";
import { checkChain } from "@/server/features/audit";
import { giveUpStaleUploads } from "@/server/features/recordings";
import type { JobApp } from "./job";

const STALE_UPLOAD_MS = 24 * 3_600_000;
const SWEEP_DEADLINE_MS = 120_000;

/** At night: uploads nobody finished are forgotten, and every audit chain is read from end to end. */
export const nightly = (client: Inngest, app: JobApp) =>
  client.createFunction(
    { id: "nightly", triggers: [{ cron: "17 3 * * *" }], retries: 3 },
    async ({ step }) => {
      const tenantIds = await step.run("tenants", async () => {
        const rows = await app().deps.system.client.organisation.findMany({
          select: { id: true },
          orderBy: { id: "asc" },
        });
        return rows.map((row) => row.id);
      });
      const swept = await step.run("sweep-uploads", () => {
        const { deps } = app();
        const before = new Date(deps.clock.now().getTime() - STALE_UPLOAD_MS);
        return deps.storage.sweepUploads(before, AbortSignal.timeout(SWEEP_DEADLINE_MS));
      });
      let broken = 0;
      for (const tenantId of tenantIds) {
        const faults = await step.run(`tenant-${tenantId}`, async () => {
          const { deps, log } = app();
          await giveUpStaleUploads(deps, log.child({ job: "nightly", tenantId }), tenantId);
          const found = await checkChain(deps, tenantId);
          for (const fault of found.faults) log.error({ tenantId, fault }, "the audit chain is broken");
          return found.faults.length;
        });
        if (faults > 0) broken += 1;
      }
      return { swept, tenants: tenantIds.length, broken };
    },
  );
