import { z } from "zod";
import { defineVerb } from "@/server/verbs/define-verb";
import { Connection } from "./schema";
import { toConnection } from "./to-connection";

/** The organisation's connections in the order they are tried. No key is among them, only its last four characters. */
export const listConnections = defineVerb({
  name: "vendors.list",
  input: z.void(),
  output: z.array(Connection),
  permission: "settings:read",
  scope: "organisation",
  effect: "read",
  async run(tx) {
    const rows = await tx.vendorConnection.findMany({
      orderBy: [{ port: "asc" }, { position: "asc" }, { id: "asc" }],
    });
    return rows.map(toConnection);
  },
});
