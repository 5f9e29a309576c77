import { decrypt, deriveKey, encrypt } from "@/server/crypto/at-rest";
import type { Tx } from "@/server/db";
import type { Telephony, TelephonyAccount } from "@/server/providers/telephony/port";
import type { Deps } from "@/server/verbs/ctx";
import { TelephonySettings } from "./schema";

const PURPOSE = "voicehive telephony account";
const context = (tenantId: string) => `telephony:${tenantId}`;

export const sealAuthToken = (deps: Deps, tenantId: string, authToken: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    encrypt(
      deriveKey(deps.keys.dataEncryption, PURPOSE, tenantId),
      new TextEncoder().encode(authToken),
      context(tenantId),
    ),
  );

/** The tenant's own account, or null. It must not be called inside a transaction. */
export async function ownAccount(deps: Deps, tenantId: string): Promise<TelephonyAccount | null> {
  const row = await deps.db.withTenant(tenantId, (db) =>
    db.telephonyAccount.findFirst({ where: { tenantId } }),
  );
  if (!row) return null;
  const key = deriveKey(deps.keys.dataEncryption, PURPOSE, tenantId);
  const authToken = new TextDecoder().decode(decrypt(key, row.authToken, context(tenantId)));
  return { accountSid: row.accountSid, authToken };
}

/** The telephone service of a tenant: its own account, else the platform's; null when there is neither. */
export async function telephonyOf(deps: Deps, tenantId: string): Promise<Telephony | null> {
  if (!deps.telephony) return null;
  const account = (await ownAccount(deps, tenantId)) ?? deps.telephony.platform;
  return account ? deps.telephony.connect(account) : null;
}

/** Whether calls out and texts are possible, as far as a transaction can tell without any network. */
export async function canTelephone(tx: Tx, deps: Deps): Promise<boolean> {
  if (!deps.telephony) return false;
  return deps.telephony.platform !== undefined || (await tx.telephonyAccount.count()) > 0;
}

/** A hotel's settings; what cannot be read any more counts as not set. */
export async function telephonySettings(tx: Tx, hotelId: string): Promise<TelephonySettings> {
  const row = await tx.telephonySettings.findFirst({ where: { hotelId }, select: { values: true } });
  return TelephonySettings.safeParse(row?.values ?? {}).data ?? TelephonySettings.parse({});
}

/** The number people see when the hotel calls; null when it has none. */
export async function callerIdOf(
  tx: Tx,
  hotelId: string,
  settings: TelephonySettings,
  dialled?: string | null,
): Promise<string | null> {
  if (settings.callerId) return settings.callerId;
  if (dialled) return dialled;
  const number = await tx.phoneNumber.findFirst({
    where: { hotelId },
    orderBy: { createdAt: "asc" },
    select: { e164: true },
  });
  return number?.e164 ?? null;
}

/** An address that the telephone service calls back; signed by it with its own token. */
export function callbackUrl(deps: Deps, step: string, query: Record<string, string>): string {
  const url = new URL(`/api/webhooks/twilio/${step}`, deps.telephony?.publicOrigin ?? "http://localhost");
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.toString();
}
