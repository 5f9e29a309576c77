/**
 * W3C Trace Context of a call, made from its id: webhook, worker and jobs join one trace without passing anything on, and
 * whoever knows the call finds its trace. The id of a UUIDv7 is a valid trace id; its random half names the root span,
 * which is the making of the call.
 */
export function traceOfCall(callId: string): string {
  const hex = callId.replaceAll("-", "").toLowerCase();
  return `00-${hex}-${hex.slice(16)}-01`;
}
