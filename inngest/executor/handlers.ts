import { createHash } from "node:crypto";
import { z } from "zod";
import type { Database } from "./database";
import { ingest, prepareEvent } from "./events";
import { registerFunctions } from "./functions";
import { IncomingEvent, Registration, type StoredEvent } from "./protocol";
import { registrationToken, sameText } from "./signature";

export interface HandlerKeys {
  eventKey?: string | undefined;
  signingKey?: string | undefined;
}

const MAX_BODY = 4 * 1024 * 1024;
const Batch = z.union([z.array(IncomingEvent).max(5_000), IncomingEvent.transform((event) => [event])]);
const refuse = (status: number, error: string) => Response.json({ status, error, ids: [] }, { status });

async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.length > MAX_BODY) throw new RangeError("too large");
  return JSON.parse(text);
}

/** Events without an id get one from the SDK's seed, so that a repeated request adds nothing. */
function withSeed(
  event: StoredEvent,
  given: string | null | undefined,
  seed: string | null,
  index: number,
): StoredEvent {
  if (given || !seed) return event;
  return { ...event, id: createHash("sha256").update(`${seed}|${index}`).digest("hex") };
}

/** `POST /e/:key`: where the SDK's `send()` delivers. Answers the events' ids once they are stored. */
export async function receiveEvents(
  db: Database,
  keys: HandlerKeys,
  key: string,
  request: Request,
): Promise<Response> {
  if (keys.eventKey && !sameText(key, keys.eventKey)) return refuse(401, "Unknown event key.");
  try {
    const batch = Batch.parse(await readJson(request));
    const seed = request.headers.get("x-inngest-event-id-seed");
    const events = batch.map((event, index) =>
      withSeed(prepareEvent(event, db.now()), event.id, seed, index),
    );
    await db.transaction((tx) => ingest(tx, events));
    return Response.json({ status: 200, ids: events.map((event) => event.id) });
  } catch (error) {
    if (error instanceof RangeError) return refuse(413, "The events are too large; 4 MB fit in one request.");
    if (error instanceof SyntaxError || error instanceof z.ZodError)
      return refuse(400, "Cannot read these events.");
    return refuse(503, "The events could not be stored. Nothing was started; send them again.");
  }
}

/** `POST /fn/register`: where the SDK reports its functions. The address it reports is not used. */
export async function receiveRegistration(
  db: Database,
  keys: HandlerKeys,
  request: Request,
): Promise<Response> {
  if (keys.signingKey) {
    const token = (request.headers.get("authorization") ?? "").replace(/^Bearer /, "");
    if (!sameText(token, registrationToken(keys.signingKey))) return refuse(401, "Unknown signing key.");
  }
  try {
    const { functions } = Registration.parse(await readJson(request));
    await db.transaction((tx) => registerFunctions(tx, functions));
    return Response.json({ ok: true, status: 200, modified: true });
  } catch (error) {
    if (error instanceof z.ZodError)
      return refuse(400, `These functions cannot be run here: ${z.prettifyError(error)}`);
    if (error instanceof SyntaxError || error instanceof RangeError)
      return refuse(400, "Cannot read this registration.");
    return refuse(503, "The functions could not be stored. Register again.");
  }
}
