import { z } from "zod";
import type { Tx } from "@/server/db";
import { notFound } from "@/server/kernel/errors";
import type { Deps } from "@/server/verbs/ctx";
import { defineVerb } from "@/server/verbs/define-verb";
import { canTelephone, sealAuthToken } from "./access";
import { AccountView, SaveAccount } from "./schema";

const masked = (accountSid: string) => `AC…${accountSid.slice(-4)}`;

async function view(tx: Tx, deps: Deps): Promise<z.input<typeof AccountView>> {
  const row = await tx.telephonyAccount.findFirst();
  return {
    accountSid: row ? masked(row.accountSid) : null,
    updatedAt: row?.updatedAt.toISOString() ?? null,
    ready: await canTelephone(tx, deps),
  };
}

/** Whether the organisation has a telephone account of its own. Never its token. */
export const getTelephonyAccount = defineVerb({
  name: "telephony.getAccount",
  scope: "organisation",
  input: z.object({}),
  output: AccountView,
  permission: "settings:read",
  effect: "read",
  run: (tx, ctx) => view(tx, ctx.deps),
});

/** Keeps an account of the organisation's own, its token sealed. */
export const saveTelephonyAccount = defineVerb({
  name: "telephony.saveAccount",
  scope: "organisation",
  input: SaveAccount,
  output: AccountView,
  permission: "organisation:write",
  effect: "write",
  async run(tx, ctx, { accountSid, authToken }) {
    const { tenantId, deps } = ctx;
    const before = await tx.telephonyAccount.findFirst({ select: { accountSid: true } });
    const fields = {
      accountSid,
      authToken: sealAuthToken(deps, tenantId, authToken),
      updatedAt: deps.clock.now(),
    };
    await tx.telephonyAccount.upsert({
      where: { tenantId },
      create: { tenantId, ...fields },
      update: fields,
    });
    return {
      result: await view(tx, deps),
      audit: {
        subject: { kind: "telephony_account", id: tenantId },
        ...(before ? { before: { accountSid: masked(before.accountSid) } } : {}),
        after: { accountSid: masked(accountSid) },
      },
    };
  },
});

/** Forgets the organisation's own account: the platform's is used again, where there is one. */
export const removeTelephonyAccount = defineVerb({
  name: "telephony.removeAccount",
  scope: "organisation",
  input: z.object({}),
  output: AccountView,
  permission: "organisation:write",
  effect: "write",
  async run(tx, ctx) {
    const { count } = await tx.telephonyAccount.deleteMany({});
    if (count === 0) throw notFound("An account of your own");
    return {
      result: await view(tx, ctx.deps),
      audit: { subject: { kind: "telephony_account", id: ctx.tenantId }, after: { accountSid: null } },
    };
  },
});
