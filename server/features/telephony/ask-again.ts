import { TelephonyError } from "@/server/providers/telephony/port";
import type { Deps } from "@/server/verbs/ctx";
import { callbackUrl, telephonyOf } from "./access";
import { redirectTo } from "./transfer-live";

const REST_DEADLINE_MS = 3_000;

/**
 * Has the telephone service ask us at once what a running call does now, as when its stream ends. `over`: the call is
 * not there any more; `nobody`: the tenant has no account to ask with. Throws a TelephonyError when the service did not answer.
 */
export async function askAgain(
  deps: Deps,
  call: { tenantId: string; callSid: string },
): Promise<"asked" | "over" | "nobody"> {
  const telephony = await telephonyOf(deps, call.tenantId);
  if (!telephony) return "nobody";
  const twiml = redirectTo(callbackUrl(deps, "after", {}));
  try {
    await telephony.instruct(call.callSid, twiml, AbortSignal.timeout(REST_DEADLINE_MS));
    return "asked";
  } catch (error) {
    if (error instanceof TelephonyError && (error.failure === "gone" || error.failure === "not_found"))
      return "over";
    throw error;
  }
}
