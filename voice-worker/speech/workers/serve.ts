import { parentPort, type TransferListItem, workerData } from "node:worker_threads";

export interface JobMessage {
  id: number;
  body: unknown;
}

export type ReplyMessage =
  | { id: number; ok: true; body: unknown }
  | { id: number; ok: false; message: string };

/** What the pool passed to this thread as `data`. */
export const threadData = (): unknown => (workerData as { data?: unknown } | null)?.data;

/**
 * The thread's side of a pool: answers jobs one at a time, in order. A job that throws fails alone;
 * `transfer` names the buffers of a reply that move instead of being copied.
 */
export function serve<Job, Reply>(
  handle: (job: Job) => Reply | Promise<Reply>,
  transfer: (reply: Reply) => TransferListItem[] = () => [],
): void {
  const port = parentPort;
  if (!port) throw new Error("This file runs in a worker thread only.");
  const send = (message: ReplyMessage, items: TransferListItem[] = []) => port.postMessage(message, items);
  let chain: Promise<void> = Promise.resolve();
  port.on("message", ({ id, body }: JobMessage) => {
    chain = chain.then(async () => {
      try {
        const reply = await handle(body as Job);
        send({ id, ok: true, body: reply }, transfer(reply));
      } catch (error) {
        send({ id, ok: false, message: error instanceof Error ? error.message : String(error) });
      }
    });
  });
}
