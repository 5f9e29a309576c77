import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { Id, newId } from "@/server/kernel/ids";

/** Who this worker is to the app: an id and an Ed25519 key pair. */
export interface Identity {
  workerId: Id;
  /** Raw public key, base64url. */
  publicKey: string;
  privateKey: KeyObject;
}

const Stored = z.object({ workerId: Id, privateKey: z.string() });

const fromKey = (workerId: Id, privateKey: KeyObject): Identity => ({
  workerId,
  privateKey,
  publicKey: createPublicKey(privateKey).export({ format: "jwk" }).x as string,
});

/** A new identity that lives as long as the process. */
export const newIdentity = (): Identity => fromKey(newId(), generateKeyPairSync("ed25519").privateKey);

/** The identity kept in `file` (mode 600), made there when there is none. Throws when the file is not ours to read. */
export async function loadIdentity(file: string): Promise<Identity> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text !== undefined) {
    const stored = Stored.parse(JSON.parse(text));
    return fromKey(stored.workerId, createPrivateKey(stored.privateKey));
  }
  const identity = newIdentity();
  const pem = identity.privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  await mkdir(dirname(file), { recursive: true });
  // Written aside and renamed, so that a crash never leaves half a key.
  const handle = await open(`${file}.new`, "w", 0o600);
  await handle.writeFile(JSON.stringify({ workerId: identity.workerId, privateKey: pem }));
  await handle.sync();
  await handle.close();
  await rename(`${file}.new`, file);
  return identity;
}

/** The signed part of a registration: proves possession of the key, once and now. */
export function proofOf({ workerId, privateKey }: Identity, now: Date) {
  const issuedAt = now.toISOString();
  const nonce = randomBytes(18).toString("base64url");
  const signature = sign(null, Buffer.from(`${workerId}.${issuedAt}.${nonce}`), privateKey).toString(
    "base64url",
  );
  return { issuedAt, nonce, signature };
}
