import type { Deps } from "@/server/verbs/ctx";
import { answers } from "./answering-worker";

/** False when the worker of a call is certainly gone: nobody serves at its address any more. */
export async function holderAnswers(deps: Deps, workerId: string | null): Promise<boolean> {
  if (!workerId) return false;
  const worker = await deps.system.client.voiceWorker.findUnique({
    where: { id: workerId },
    select: { mediaUrl: true },
  });
  return worker !== null && answers({ id: workerId, mediaUrl: worker.mediaUrl });
}
