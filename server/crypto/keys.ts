import type { KeyObject } from "node:crypto";

/** The app's own keys and shared secrets, from its environment. Never logged, never sent. */
export interface Keys {
  /** Ed25519: signs call tokens and worker sessions. */
  lineSigning: KeyObject;
  /** 32 bytes: the root from which keys at rest are derived. */
  dataEncryption: Uint8Array;
  /** X25519: recordings and spools are sealed to its public half. */
  sealPrivate: KeyObject;
  sealPublic: KeyObject;
  workerEnrolment: string;
  twilioAuthToken: string;
}
