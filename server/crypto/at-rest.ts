import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A key of its own for one purpose and record, derived from the root key (HKDF-SHA256, RFC 5869). */
export const deriveKey = (root: Uint8Array, purpose: string, record: string): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", root, Buffer.from(record), Buffer.from(purpose), 32));

/** AES-256-GCM: iv ‖ tag ‖ ciphertext, bound to `context`. */
export function encrypt(key: Uint8Array, plain: Uint8Array, context: string): Uint8Array {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), body]));
}

/** The plain bytes, or an error when key, context or bytes are not what was encrypted. */
export function decrypt(key: Uint8Array, sealed: Uint8Array, context: string): Uint8Array {
  if (sealed.length < IV_BYTES + TAG_BYTES) throw new Error("The sealed data is too short.");
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV_BYTES)).setAAD(
    Buffer.from(context),
  );
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return new Uint8Array(
    Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]),
  );
}
