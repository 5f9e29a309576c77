import { z } from "zod";
import { invalid, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import type { Ctx } from "@/server/verbs/ctx";
import { defineVerb, type Verb } from "@/server/verbs/define-verb";
import { VendorChanged } from "./events";
import { CheckOutcome } from "./schema";
import { openConnection } from "./to-connection";

const DEADLINE_MS = 5_000;
const Input = z.object({ connectionId: Id });
const Output = z.object({ outcome: CheckOutcome });

const recordCheck = defineVerb({
  name: "vendors.check",
  input: z.object({ connectionId: Id, outcome: CheckOutcome }),
  output: Output,
  permission: "organisation:write",
  scope: "organisation",
  effect: "write",
  async run(tx, ctx, { connectionId, outcome }) {
    const { count } = await tx.vendorConnection.updateMany({
      where: { id: connectionId },
      data: { lastCheckAt: ctx.deps.clock.now(), lastCheckOutcome: outcome },
    });
    if (count === 0) throw notFound("This connection");
    return {
      result: { outcome },
      audit: { subject: { kind: "vendor_connection", id: connectionId }, after: { outcome } },
      events: [VendorChanged({ connectionId })],
    };
  },
});

const readForCheck = defineVerb({
  name: "vendors.check",
  input: Input,
  output: z.custom<ReturnType<typeof openConnection>>(),
  permission: "organisation:write",
  scope: "organisation",
  effect: "read",
  async run(tx, ctx, { connectionId }) {
    const row = await tx.vendorConnection.findFirst({ where: { id: connectionId } });
    if (!row) throw notFound("This connection");
    return openConnection(ctx.deps, row);
  },
});

/**
 * Asks the vendor with the stored key whether it works. Two transactions with the question between them: a slow vendor
 * must not hold a database connection. A key that cannot be opened any more is `invalid`.
 */
export const checkConnection: Verb<typeof Input, typeof Output> = {
  definition: { ...recordCheck.definition, input: Input },
  async execute(ctx: Ctx, input) {
    const { tx: _, ...own } = ctx;
    const vendor = await readForCheck.execute(own, input);
    const ask = ctx.deps.vendors?.check;
    if (!ask) throw invalid("This installation cannot ask vendors.");
    const outcome = vendor ? await ask(vendor, AbortSignal.timeout(DEADLINE_MS)) : "invalid";
    return recordCheck.execute(own, { connectionId: input.connectionId, outcome });
  },
};
