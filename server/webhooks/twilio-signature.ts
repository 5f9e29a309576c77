import { validateRequest } from "twilio/lib/webhooks/webhooks.js";

/**
 * Checks `X-Twilio-Signature` of a form post: HMAC-SHA1 over the public URL and the sorted parameters
 * (Twilio, "Validating requests"). The signed URL is the public origin, with and without its port.
 */
export function isSignedByTwilio(
  authToken: string,
  publicOrigin: string,
  request: { path: string; signature: string },
  params: Readonly<Record<string, string>>,
): boolean {
  if (!request.signature) return false;
  return validateRequest(authToken, request.signature, new URL(request.path, publicOrigin).toString(), {
    ...params,
  });
}
