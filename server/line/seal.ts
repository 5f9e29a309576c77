import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from "node:crypto";
import { completeSizes, readPartHeader } from "./recording-header";

/**
 * Sealed files: what a worker writes and only the app can read (recordings, spool segments).
 *
 *   file   = "VHSEAL1\n" · ephemeral X25519 public key (32 bytes) · frame*
 *   frame  = length of the box (u32, big endian) · flag (1 byte: 0 more follows, 1 last) · box
 *   box    = AES-256-GCM ciphertext · tag (16 bytes); nonce = frame number (12 bytes, big endian), data = flag
 *   key    = HKDF-SHA-256(X25519(ephemeral, app), salt = ephemeral public · app public, info = "voicehive seal 1")
 *
 * A key serves one file, so that a counter is a safe nonce. A torn tail is detected and left out: frames before it
 * are whole. Frames cannot be changed, dropped, swapped or added without the tag failing.
 */
const MAGIC = Buffer.from("VHSEAL1\n", "latin1");
const INFO = "voicehive seal 1";
const TAG = 16;
const HEAD = 5;
/** Largest box a reader accepts, in bytes. */
const MAX_BOX = 8 << 20;
export const SEAL_HEADER_BYTES = MAGIC.length + 32;

/** A sealed file that is not one, or not for this key. */
export class SealError extends Error {
  override readonly name = "SealError";
}

const rawPublic = (key: KeyObject): Buffer =>
  Buffer.from(key.export({ format: "jwk" }).x as string, "base64url");

const publicFrom = (raw: Buffer): KeyObject =>
  createPublicKey({ key: { kty: "OKP", crv: "X25519", x: raw.toString("base64url") }, format: "jwk" });

function deriveKey(own: KeyObject, other: KeyObject, ephemeral: Buffer, app: Buffer): Buffer {
  const shared = diffieHellman({ privateKey: own, publicKey: other });
  return Buffer.from(hkdfSync("sha256", shared, Buffer.concat([ephemeral, app]), INFO, 32));
}

function nonceOf(frame: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(frame), 4);
  return nonce;
}

/** Writes one sealed file. The ephemeral private key is gone once this is made: the writer cannot read back. */
export class Sealer {
  readonly header: Buffer;
  private readonly key: Buffer;
  private frames = 0;

  /** `sealKey` is the app's raw X25519 public key, base64url. */
  constructor(sealKey: string) {
    const app = Buffer.from(sealKey, "base64url");
    if (app.length !== 32) throw new SealError("The seal key is not an X25519 key.");
    const { publicKey, privateKey } = generateKeyPairSync("x25519");
    const ephemeral = rawPublic(publicKey);
    this.key = deriveKey(privateKey, publicFrom(app), ephemeral, app);
    this.header = Buffer.concat([MAGIC, ephemeral]);
  }

  /** The next frame of the file; after the last one no more may follow. */
  seal(plain: Uint8Array, last = false): Buffer {
    const head = Buffer.alloc(HEAD);
    head.writeUInt32BE(plain.length + TAG, 0);
    head[4] = last ? 1 : 0;
    const cipher = createCipheriv("aes-256-gcm", this.key, nonceOf(this.frames++));
    cipher.setAAD(head.subarray(4));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([head, body, cipher.getAuthTag()]);
  }
}

/** What `openSealed` found: the whole frames in order, and whether the last one says that the file is complete. */
export interface Opened {
  frames: Buffer[];
  complete: boolean;
}

/** Opens a sealed file with the app's X25519 private key. Throws SealError when anything but a torn tail is wrong. */
export function openSealed(privateKey: KeyObject, bytes: Buffer): Opened {
  if (bytes.length < SEAL_HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new SealError("This is not a sealed file.");
  }
  const ephemeral = bytes.subarray(MAGIC.length, SEAL_HEADER_BYTES);
  const app = rawPublic(createPublicKey(privateKey));
  const key = deriveKey(privateKey, publicFrom(ephemeral), ephemeral, app);
  const opened: Opened = { frames: [], complete: false };
  for (let at = SEAL_HEADER_BYTES; at + HEAD <= bytes.length && !opened.complete; ) {
    const length = bytes.readUInt32BE(at);
    if (length < TAG || length > MAX_BOX) throw new SealError("A frame's length is nonsense.");
    if (at + HEAD + length > bytes.length) break;
    const flag = bytes.subarray(at + 4, at + HEAD);
    opened.frames.push(
      openFrame(key, opened.frames.length, flag, bytes.subarray(at + HEAD, at + HEAD + length)),
    );
    opened.complete = flag[0] === 1;
    at += HEAD + length;
  }
  return opened;
}

function openFrame(key: Buffer, frame: number, flag: Buffer, box: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(frame));
  decipher.setAAD(flag);
  decipher.setAuthTag(box.subarray(box.length - TAG));
  try {
    return Buffer.concat([decipher.update(box.subarray(0, box.length - TAG)), decipher.final()]);
  } catch (error) {
    throw new SealError("A frame was changed, or the file is sealed to another key.", { cause: error });
  }
}

/** A recording's frames joined: a WAV file, its header completed with the sizes that were not known at its start. */
export function openRecording(privateKey: KeyObject, bytes: Buffer): Buffer {
  const wav = Buffer.concat(openSealed(privateKey, bytes).frames);
  if (wav.length < 44) throw new SealError("The recording has no header.");
  completeSizes(wav, readPartHeader(wav) ?? { dataAt: 44 });
  return wav;
}
