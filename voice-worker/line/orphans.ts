import type { Logger } from "@/server/kernel/logger";
import type { Timers } from "../timing";
import { backOff } from "./backoff";
import type { LineClient } from "./client";
import { LineRefusal } from "./errors";
import type { Spool } from "./spool";

/** Attempts before a segment is left for the next start. */
const MAX_ATTEMPTS = 20;

/**
 * Hands the segments of a worker that died to the app, oldest first, as they are: only the app can open them. A segment
 * the app refuses stays on the disk for a person to look at. Never rejects.
 */
export async function handOverOrphans(
  spool: Spool,
  client: LineClient,
  timers: Timers,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  for (const name of spool.orphans) {
    for (let attempt = 0; attempt < MAX_ATTEMPTS && !signal.aborted; attempt++) {
      try {
        const applied = await client.spool(await spool.readOrphan(name), signal);
        await spool.removeOrphan(name);
        log.info({ segment: name, applied }, "spool of an earlier process handed over");
        break;
      } catch (error) {
        log.warn({ segment: name, reason: String(error) }, "spool segment not taken");
        if (error instanceof LineRefusal || !(await backOff(attempt, timers, signal))) break;
      }
    }
  }
}
