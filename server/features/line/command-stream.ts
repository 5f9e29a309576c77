import { onShutdown } from "@/server/live/closers";
import { takeCommands } from "./commands";
import type { LineApp } from "./http";

const POLL_MS = 250;
const KEEPALIVE_MS = 15_000;

/** Sends a worker its commands as they come, one JSON a `data:` line, until either side closes. */
export function commandStream(app: LineApp, workerId: string, signal: AbortSignal): Response {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  let leave = () => {};
  const stop = () => {
    ended = true;
    clearTimeout(timer);
    leave();
  };
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      let silentMs = 0;
      const end = () => {
        stop();
        try {
          controller.close();
        } catch {
          // The worker closed it first.
        }
      };
      signal.addEventListener("abort", end, { once: true });
      // An open stream would keep the server from ending.
      leave = onShutdown("commands of a worker", end);
      const poll = async () => {
        if (ended) return;
        try {
          const commands = await takeCommands(app.deps, workerId);
          if (ended) return;
          for (const command of commands)
            controller.enqueue(encoder.encode(`data: ${JSON.stringify(command)}\n\n`));
          silentMs = commands.length > 0 ? 0 : silentMs + POLL_MS;
          if (silentMs >= KEEPALIVE_MS) {
            controller.enqueue(encoder.encode(": still here\n\n"));
            silentMs = 0;
          }
        } catch (error) {
          app.log.warn({ err: error, workerId }, "command stream ends");
          return end();
        }
        if (!ended) timer = setTimeout(poll, POLL_MS);
      };
      controller.enqueue(encoder.encode(": commands\n\n"));
      timer = setTimeout(poll, 0);
    },
    cancel: stop,
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
