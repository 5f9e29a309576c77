import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { VendorConnectionModel } from "@/server/db/generated/models";
import { invalid, notFound } from "@/server/kernel/errors";
import { Id, newId } from "@/server/kernel/ids";
import { asJson } from "@/server/kernel/json";
import { cannotHoldCalls } from "@/server/line/call-models";
import type { AnyVendor } from "@/server/providers/vendor-check/port";
import { defineVerb, inputError } from "@/server/verbs/define-verb";
import { VendorChanged } from "./events";
import { SaveConnection } from "./schema";
import { openSecret, sealSecret } from "./secret";
import { asLineVendor, toConnection } from "./to-connection";

/** More of one port than a call could ever try. */
const MOST = 8;

/** What the audit log keeps: everything but the key. */
const noted = (row: VendorConnectionModel) => {
  const { lastCheckAt: _, lastCheckOutcome: __, ...rest } = toConnection(row);
  return asJson(rest);
};

/** Why a language model cannot be used, and which can. */
function modelFault(vendor: AnyVendor): string | undefined {
  if (vendor.vendor !== "openai" && vendor.vendor !== "anthropic") return undefined;
  const fault = cannotHoldCalls(vendor);
  return fault && `${vendor.model} ${fault}`;
}

/** Connects a vendor, or changes a connection. Without a key in the input the stored one stays. */
export const saveConnection = defineVerb({
  name: "vendors.save",
  input: SaveConnection,
  output: z.object({ id: Id }),
  permission: "organisation:write",
  scope: "organisation",
  effect: "write",
  async run(tx, ctx, { connectionId, port, vendor, model, secret, config, enabled }) {
    const before = connectionId ? await tx.vendorConnection.findFirst({ where: { id: connectionId } }) : null;
    if (connectionId && !before) throw notFound("This connection");
    if (before && (before.port !== port || before.vendor !== vendor))
      throw invalid("A connection stays with its vendor. Remove it and add the other one.");
    const id = before?.id ?? newId();
    // Checked with a key of the right form, so that its absence and a wrong one are told apart.
    const kept = before?.secret ? openSecret(ctx.deps, ctx.tenantId, id, before.secret) : undefined;
    const parsed = asLineVendor({ port, vendor, model, config, apiKey: secret ?? kept });
    if (!parsed.success) throw inputError(parsed.error);
    // One that is stored already may still be turned off.
    const fault = enabled ? modelFault(parsed.data) : undefined;
    if (fault) throw invalid(fault, [{ path: "model", message: fault }]);
    const isAsChecked =
      !secret && before?.model === (model ?? null) && isDeepStrictEqual(before.config, asJson(config));
    const columns = {
      model: model ?? null,
      config: asJson(config),
      enabled,
      updatedAt: ctx.deps.clock.now(),
      ...(secret
        ? { secret: sealSecret(ctx.deps, ctx.tenantId, id, secret), secretHint: secret.slice(-4) }
        : {}),
      ...(isAsChecked ? {} : { lastCheckAt: null, lastCheckOutcome: null }),
    };
    if (before) await tx.vendorConnection.updateMany({ where: { id }, data: columns });
    else {
      const count = await tx.vendorConnection.count({ where: { port } });
      if (count >= MOST) throw invalid(`There are ${MOST} already. Remove one first.`);
      const last = await tx.vendorConnection.aggregate({ where: { port }, _max: { position: true } });
      const position = (last._max.position ?? -1) + 1;
      await tx.vendorConnection.create({
        data: { tenantId: ctx.tenantId, id, port, vendor, position, ...columns },
        select: { id: true },
      });
    }
    const after = await tx.vendorConnection.findFirstOrThrow({ where: { id } });
    return {
      result: { id },
      audit: {
        subject: { kind: "vendor_connection", id },
        ...(before ? { before: noted(before) } : {}),
        after: noted(after),
      },
      events: [VendorChanged({ connectionId: id })],
    };
  },
});
