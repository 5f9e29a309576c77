import { z } from "zod";
import { notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { asJson } from "@/server/kernel/json";
import { defineVerb } from "@/server/verbs/define-verb";
import { VendorChanged } from "./events";

/** Removes a connection with its key. Running calls keep theirs; the next call goes without. */
export const removeConnection = defineVerb({
  name: "vendors.remove",
  input: z.object({ connectionId: Id }),
  output: z.object({ id: Id }),
  permission: "organisation:write",
  scope: "organisation",
  effect: "write",
  async run(tx, _ctx, { connectionId }) {
    const before = await tx.vendorConnection.findFirst({ where: { id: connectionId } });
    if (!before) throw notFound("This connection");
    await tx.vendorConnection.deleteMany({ where: { id: connectionId } });
    const { port, vendor, model } = before;
    return {
      result: { id: connectionId },
      audit: {
        subject: { kind: "vendor_connection", id: connectionId },
        before: asJson({ port, vendor, model }),
      },
      events: [VendorChanged({ connectionId })],
    };
  },
});
