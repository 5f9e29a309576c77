import type { KeyObject } from "node:crypto";
import { z } from "zod";
import { Id } from "@/server/kernel/ids";
import { CloseRequest, EventsRequest } from "./contract";
import { openSealed } from "./seal";

/**
 * One record of a worker's spool: a request the app was away for. A spool segment is a sealed file with one JSON
 * record a frame. A worker that lives replays them as ordinary requests; the segments of a worker that died come
 * sealed, as bytes, to `POST /api/line/spool`, and the app applies each record as if its request had come.
 */
export const SpoolRecord = z.discriminatedUnion("type", [
  z.object({ type: z.literal("events"), callId: Id, request: EventsRequest }),
  z.object({ type: z.literal("close"), callId: Id, request: CloseRequest }),
]);
export type SpoolRecord = z.infer<typeof SpoolRecord>;

/** `POST /api/line/spool` (application/octet-stream) → how many records were applied; repeats are harmless. */
export const SpoolReply = z.object({ applied: z.int().nonnegative() });
/** Bytes of one segment, at most. */
export const MAX_SEGMENT_BYTES = 2 << 20;

/** The records of a segment, in order; a half-written tail is left out. Throws SealError or ZodError on foreign bytes. */
export const openSpool = (privateKey: KeyObject, bytes: Buffer): SpoolRecord[] =>
  openSealed(privateKey, bytes).frames.map((frame) => SpoolRecord.parse(JSON.parse(frame.toString("utf8"))));
