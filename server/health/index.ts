import { background } from "@/server/background";
import { composition } from "@/server/composition";
import { isShuttingDown } from "@/server/live";
import { type Health, readHealth } from "./checks";

export { type Health, readHealth, relayLag, sealerLag } from "./checks";

const KEPT_MS = 1_000;
let kept: { at: number; health: Promise<Health> } | undefined;

/** The app's health, looked at once a second at most: the page is public. */
export function health(): Promise<Health> {
  const now = performance.now();
  if (!kept || now - kept.at > KEPT_MS) {
    kept = { at: now, health: readHealth({ deps: composition().deps, jobs: background() }) };
  }
  return kept.health;
}

const answer = (body: object, status: number) =>
  Response.json(body, { status, headers: { "cache-control": "no-store" } });

/** `/health`: 200 while the app can do its work, if need be with something missing; 503 when it cannot. */
export async function healthResponse(): Promise<Response> {
  const found = await health();
  return answer(found, found.status === "unhealthy" ? 503 : 200);
}

/** `/health/live`: this process answers. */
export const liveResponse = (): Response => answer({ status: "healthy" }, 200);

/** `/health/ready`: send requests here; not while the database is away or the process is ending. */
export async function readyResponse(): Promise<Response> {
  if (isShuttingDown()) return answer({ status: "unhealthy", reason: "ending" }, 503);
  const { status } = await health();
  return answer({ status }, status === "unhealthy" ? 503 : 200);
}
