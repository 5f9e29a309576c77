import type { Deps } from "@/server/verbs/ctx";
import { chooseWorker, freeWorkers, markLost } from "./workers";

/** A worker answers its own health check in a few milliseconds; across the world in some hundred. */
const ANSWER_MS = 700;
/** A guest waits in silence meanwhile: after this somebody else must speak. */
const PATIENCE_MS = 2_500;
const LOOK_AGAIN_MS = 200;

export interface AnsweringWorker {
  id: string;
  mediaUrl: string;
}

/** True when somebody serves at the worker's media address. A proxy that says the worker is away does not count. */
export async function answers(mediaUrl: string, withinMs = ANSWER_MS): Promise<boolean> {
  const url = new URL("/health/live", mediaUrl.replace(/^ws/, "http"));
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(withinMs), redirect: "manual" });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}

/** Asked twice, the second time a little later over another connection, and both within the time of one. */
export async function answersAtAll(mediaUrl: string): Promise<boolean> {
  const first = answers(mediaUrl);
  const second = new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS)).then(() =>
    answers(mediaUrl, ANSWER_MS - LOOK_AGAIN_MS),
  );
  return (await first) || (await second);
}

/**
 * The worker that a call goes on with after it lost `last`: one that answers this moment, for a process that died counts
 * as alive until its next beats are missed. Waits a little for one that is being restarted. Where none can be asked (the
 * workers stand behind a wall) the first other one is taken at its word. Null: none has room.
 */
export async function chooseAnsweringWorker(
  deps: Deps,
  last: string | undefined,
  patienceMs = PATIENCE_MS,
): Promise<AnsweringWorker | null> {
  // Nobody had the call yet: no reason to doubt anybody.
  if (last === undefined) return chooseWorker(deps);
  const until = performance.now() + patienceMs;
  for (;;) {
    const free = await freeWorkers(deps, last);
    const asked = new Map(free.map((worker) => [worker.id, answers(worker.mediaUrl)]));
    const silent: typeof free = [];
    let found: AnsweringWorker | undefined;
    for (const worker of free) {
      if (!(await asked.get(worker.id))) silent.push(worker);
      else found ??= { id: worker.id, mediaUrl: worker.mediaUrl };
    }
    // Only where somebody answers is silence a sign.
    if (found) await markLost(deps, silent);
    const other = free.find((worker) => worker.id !== last);
    if (found || performance.now() >= until)
      return found ?? (other ? { id: other.id, mediaUrl: other.mediaUrl } : null);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
