import { z } from "zod";
import type { Deps } from "@/server/verbs/ctx";
import { chooseWorker, freeWorkers, markLost } from "./workers";

/** A worker answers its own health check in a few milliseconds; across the world in some hundred. */
const ANSWER_MS = 700;
/** A guest waits in silence meanwhile: after this somebody else must speak. */
const PATIENCE_MS = 2_500;
const LOOK_AGAIN_MS = 200;
/** A worker's own answer is shorter. */
const MOST_BYTES = 1_000;
const Told = z.object({ worker: z.string() });

export interface AnsweringWorker {
  id: string;
  mediaUrl: string;
}

/**
 * True when the worker serves at its media address. A proxy that says the worker is away does not count, nor does a worker
 * that has taken the address since; who answers and tells no id is taken for it.
 */
export async function answers({ id, mediaUrl }: AnsweringWorker, withinMs = ANSWER_MS): Promise<boolean> {
  const url = new URL("/health/live", mediaUrl.replace(/^ws/, "http"));
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(withinMs), redirect: "manual" });
    const told = await workerTold(response);
    return response.status < 500 && (told === undefined || told === id);
  } catch {
    return false;
  }
}

/** Whose answer it is, where it is a worker's that tells. Nothing but a short JSON document is read whole. */
async function workerTold(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early ends the connection.
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
  }
  try {
    return Told.safeParse(JSON.parse(Buffer.concat(chunks).toString("utf8"))).data?.worker;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Asked twice, the second time a little later over another connection, and both within the time of one. */
export async function answersAtAll(worker: AnsweringWorker): Promise<boolean> {
  const first = answers(worker);
  const second = new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS)).then(() =>
    answers(worker, ANSWER_MS - LOOK_AGAIN_MS),
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
    const asked = new Map(free.map((worker) => [worker.id, answers(worker)]));
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
