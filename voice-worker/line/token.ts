import { errors, importJWK, jwtVerify } from "jose";
import { CallTokenClaims } from "@/server/line/contract";

/** Seconds two machines' clocks may differ. */
const CLOCK_TOLERANCE_S = 5;

/** A call token that may not open a call; `message` says why, without the token. */
export class TokenError extends Error {
  override readonly name = "TokenError";
}

export interface TokenVerifier {
  /** The claims of a token signed by the app. Throws TokenError. Whether it was used before, only the line knows. */
  verify(token: string): Promise<CallTokenClaims>;
}

/** `publicKey` is the app's raw Ed25519 key, base64url, as `register` returns it. */
export async function createTokenVerifier(publicKey: string): Promise<TokenVerifier> {
  const key = await importJWK({ kty: "OKP", crv: "Ed25519", x: publicKey, alg: "EdDSA" }, "EdDSA");
  return {
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ["EdDSA"],
          clockTolerance: CLOCK_TOLERANCE_S,
        });
        return CallTokenClaims.parse(payload);
      } catch (error) {
        const expired = error instanceof errors.JWTExpired;
        throw new TokenError(expired ? "The call token has expired." : "The call token is not valid.", {
          cause: error,
        });
      }
    },
  };
}
