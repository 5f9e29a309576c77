import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { z } from "zod";
import { UploadState } from "@/server/line/contract";
import { LineAway } from "./errors";
import type { LineAsk } from "./http";

const CHUNK_BYTES = 512 * 1024;
const CHUNK_DEADLINE_MS = 30_000;

export interface UploadJob {
  callId: string;
  epoch: number;
  file: string;
  signal: AbortSignal;
  ask<S extends z.ZodType>(call: LineAsk, schema: S): Promise<z.output<S>>;
}

/**
 * Sends a finished sealed recording, from where the app already has it. Throws LineAway when the app went away: the
 * same call goes on from there later.
 */
export async function upload({ callId, epoch, file, signal, ask }: UploadJob): Promise<void> {
  const path = `/api/line/calls/${callId}/recording`;
  const state = await ask({ method: "POST", path, json: { epoch }, signal }, UploadState);
  if (state.complete) return;
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    let { offset } = state;
    const buffer = Buffer.alloc(CHUNK_BYTES);
    for (let rounds = 0; offset < size; rounds++) {
      if (rounds > 2 * Math.ceil(size / CHUNK_BYTES) + 2) throw new LineAway("The upload does not advance.");
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, offset);
      const bytes = buffer.subarray(0, bytesRead);
      const call = {
        method: "PATCH" as const,
        path: `${path}?offset=${offset}&epoch=${epoch}`,
        bytes,
        signal,
      };
      offset = (await ask({ ...call, deadlineMs: CHUNK_DEADLINE_MS }, UploadState)).offset;
    }
    const json = { epoch, bytes: size, sha256: await digestOf(file) };
    const done = await ask({ method: "POST", path: `${path}/complete`, json, signal }, UploadState);
    if (!done.complete) throw new LineAway("The app did not take the recording as complete.");
  } finally {
    await handle.close();
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  const handle = await open(file, "r");
  try {
    for await (const chunk of handle.createReadStream({ autoClose: false })) hash.update(chunk as Buffer);
  } finally {
    await handle.close().catch(() => {});
  }
  return hash.digest("hex");
}
