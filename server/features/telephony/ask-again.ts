import { TelephonyError } from "@/server/providers/telephony/port";
import type { Deps } from "@/server/verbs/ctx";
import { callbackUrl, telephonyOf } from "./access";
import { redirectTo } from "./transfer-live";

const REST_DEADLINE_MS = 3_000;

/**
 * Has the telephone service ask us at once what a running call does now, as when its stream ends. False when the call is over
 * there, or nothing can be called. Throws a TelephonyError when the service did not answer.
 */
export async function askAgain(deps: Deps, call: { tenantId: string; callSid: string }): Promise<boolean> {
  const telephony = await telephonyOf(deps, call.tenantId);
  if (!telephony) return false;
  const twiml = redirectTo(callbackUrl(deps, "after", {}));
  try {
    await telephony.instruct(call.callSid, twiml, AbortSignal.timeout(REST_DEADLINE_MS));
    return true;
  } catch (error) {
    if (error instanceof TelephonyError && (error.failure === "gone" || error.failure === "not_found"))
      return false;
    throw error;
  }
}
