import { decrypt, deriveKey, encrypt } from "@/server/crypto/at-rest";
import type { Deps } from "@/server/verbs/ctx";

const PURPOSE = "voicehive vendor key";
/** A sealed key is bound to its row: moved to another tenant or connection it cannot be opened. */
const context = (tenantId: string, connectionId: string) => `vendor:${tenantId}:${connectionId}`;
type Keys = Pick<Deps, "keys">;

export const sealSecret = (
  { keys }: Keys,
  tenantId: string,
  connectionId: string,
  secret: string,
): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    encrypt(
      deriveKey(keys.dataEncryption, PURPOSE, tenantId),
      new TextEncoder().encode(secret),
      context(tenantId, connectionId),
    ),
  );

/** The key, or an Error when it was sealed with another root key or for another row. */
export const openSecret = (
  { keys }: Keys,
  tenantId: string,
  connectionId: string,
  sealed: Uint8Array,
): string =>
  new TextDecoder().decode(
    decrypt(deriveKey(keys.dataEncryption, PURPOSE, tenantId), sealed, context(tenantId, connectionId)),
  );
