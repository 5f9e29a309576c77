import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { expect } from "vitest";
import { newId } from "@/server/kernel/ids";
import { type Command, LINE_PROTOCOL, RegisterReply } from "./contract";

/** What a side that answers the line contract gives the suite. */
export interface LineHarness {
  url: string;
  enrolmentToken: string;
  /** A token for a new call, or a second one for a call that exists. */
  token(options?: {
    callId?: string;
    expired?: boolean;
    foreign?: boolean;
  }): Promise<{ token: string; callId: string }>;
  /** A tool call without side effects that succeeds on any call. */
  tool: { name: string; args: Record<string, unknown> };
  /** Sends a command to a worker, as the dashboard would. */
  command(workerId: string, command: Command): Promise<void>;
  stop(): Promise<void>;
}

export interface WorkerSession {
  workerId: string;
  ask(method: string, path: string, body?: unknown, over?: Record<string, string>): Promise<Response>;
}

const DEADLINE_MS = 10_000;
export const protocolHeader = { "x-line-protocol": String(LINE_PROTOCOL) };

export function registration(over: Record<string, unknown> = {}) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const fields = {
    workerId: newId(),
    issuedAt: new Date().toISOString(),
    nonce: randomBytes(18).toString("base64url"),
    ...over,
  };
  const proof = Buffer.from(`${fields.workerId}.${fields.issuedAt}.${fields.nonce}`);
  const signature = sign(null, proof, privateKey).toString("base64url");
  const key = publicKey.export({ format: "jwk" }).x as string;
  return {
    publicKey: key,
    mediaUrl: "ws://127.0.0.1:9",
    capacity: 5,
    version: "suite",
    signature,
    ...fields,
    ...over,
  };
}

export const send = (
  url: string,
  method: string,
  bearer: string,
  body: unknown,
  headers: Record<string, string> = {},
) =>
  fetch(url, {
    method,
    headers: {
      ...protocolHeader,
      authorization: `Bearer ${bearer}`,
      ...(body === undefined
        ? {}
        : { "content-type": body instanceof Uint8Array ? "application/octet-stream" : "application/json" }),
      ...headers,
    },
    body:
      body === undefined
        ? null
        : body instanceof Uint8Array
          ? Buffer.from(body)
          : typeof body === "string"
            ? body
            : JSON.stringify(body),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });

export async function join(line: LineHarness): Promise<WorkerSession> {
  const request = registration();
  const response = await send(`${line.url}/api/line/register`, "POST", line.enrolmentToken, request);
  expect(response.status).toBe(200);
  const { session } = RegisterReply.parse(await response.json());
  return {
    workerId: request.workerId,
    ask: (method, path, body, over) => send(`${line.url}/api/line/${path}`, method, session, body, over),
  };
}

/** The first message of a command stream. */
export async function firstData(response: Response): Promise<unknown> {
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream() as never)
    .getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error("The command stream ended without a command.");
    text += value as unknown as string;
    const found = /^data: (.+)$/m.exec(text);
    if (found?.[1] === undefined || !text.includes("\n\n", found.index)) continue;
    await reader.cancel();
    return JSON.parse(found[1]) as unknown;
  }
}
