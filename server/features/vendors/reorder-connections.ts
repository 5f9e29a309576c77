import { z } from "zod";
import { conflict, notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { VendorChanged } from "./events";
import { VendorPort } from "./schema";

/** Puts all connections of a port in a new order: the first is asked first, the rest catch its calls. */
export const reorderConnections = defineVerb({
  name: "vendors.reorder",
  input: z.object({ port: VendorPort, order: z.array(Id).min(1).max(20) }),
  output: z.object({ order: z.array(Id) }),
  permission: "organisation:write",
  scope: "organisation",
  effect: "write",
  async run(tx, _ctx, { port, order }) {
    const rows = await tx.vendorConnection.findMany({
      where: { port },
      orderBy: [{ position: "asc" }, { id: "asc" }],
      select: { id: true },
    });
    const known = new Set(rows.map(({ id }) => id));
    if (order.some((id) => !known.has(id))) throw notFound("One of these connections");
    if (new Set(order).size !== known.size || order.length !== known.size)
      throw conflict("The list has changed meanwhile. Reload it and order it again.");
    for (const [position, id] of order.entries())
      await tx.vendorConnection.updateMany({ where: { id }, data: { position } });
    return {
      result: { order },
      audit: {
        subject: { kind: "vendor_order", id: port },
        before: rows.map(({ id }) => id),
        after: order,
      },
      events: order.slice(0, 1).map((connectionId) => VendorChanged({ connectionId })),
    };
  },
});
