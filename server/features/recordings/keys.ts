import { createHash } from "node:crypto";

/** What is kept, joined of these epochs, with everything private silenced. Never written again once it is played. */
export function wavKey(tenantId: string, callId: string, epochs: readonly number[]): string {
  const of = [...epochs].sort((a, b) => a - b).join("-");
  const short = createHash("sha256").update(of).digest("hex").slice(0, 12);
  return `t/${tenantId}/recordings/${callId}.${short}.wav`;
}
