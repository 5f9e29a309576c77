/** What the worker uploaded: only the app's private key opens it. */
export const sealedKey = (tenantId: string, callId: string): string =>
  `t/${tenantId}/recordings/${callId}.sealed`;
/** What is kept, with everything private silenced. */
export const wavKey = (tenantId: string, callId: string): string => `t/${tenantId}/recordings/${callId}.wav`;
