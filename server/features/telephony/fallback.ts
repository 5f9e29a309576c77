import { createHmac } from "node:crypto";
import { deriveKey } from "@/server/crypto/at-rest";
import { sameSecret } from "@/server/crypto/compare";
import type { Deps } from "@/server/verbs/ctx";
import { callbackUrl } from "./access";

/** Signs the desk's number inside the address, so that the fallback needs no database and nobody can change it. */
const proofOf = (keys: Deps["keys"], desk: string): string =>
  createHmac("sha256", deriveKey(keys.dataEncryption, "voicehive fallback number", "desk"))
    .update(desk)
    .digest("base64url");

/** The address a number falls back to when the app does not answer. Made again whenever the desk's number changes. */
export const fallbackUrl = (deps: Deps, desk: string | undefined, language: string): string =>
  callbackUrl(deps, "fallback", {
    ...(desk ? { desk, proof: proofOf(deps.keys, desk) } : {}),
    ...(language === "en" ? {} : { language }),
  });

/** The desk's number of such an address; null when there is none or it was not made here. */
export function deskOfFallback(keys: Deps["keys"], url: URL): string | null {
  const desk = url.searchParams.get("desk") ?? "";
  const proof = url.searchParams.get("proof") ?? "";
  return desk && sameSecret(proof, proofOf(keys, desk)) ? desk : null;
}
