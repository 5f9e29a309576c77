import type { z } from "zod";
import { sameSecret } from "@/server/crypto/compare";
import { LINE_PROTOCOL, LINE_PROTOCOL_HEADER } from "@/server/line/contract";
import { LineRefusal } from "./errors";
import type { ToolRunner } from "./run-tool";
import { readWorkerSession } from "./tokens";

/** The largest JSON body of the contract: 200 events of a long turn. */
const MAX_BODY_BYTES = 2_000_000;
const OLDEST_PROTOCOL = Math.max(1, LINE_PROTOCOL - 1);

export type LineApp = ToolRunner;

const bearer = (request: Request): string =>
  /^Bearer (\S{1,4000})$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";

function checkProtocol(request: Request): void {
  const version = Number(request.headers.get(LINE_PROTOCOL_HEADER));
  if (!Number.isInteger(version) || version < OLDEST_PROTOCOL || version > LINE_PROTOCOL) {
    throw new LineRefusal(
      "protocol",
      `This app speaks line protocol ${OLDEST_PROTOCOL} to ${LINE_PROTOCOL}. Update the older side.`,
    );
  }
}

/** The worker behind a request. Throws `unauthenticated` when its session is missing, forged or over. */
export async function authenticateWorker(app: LineApp, request: Request): Promise<string> {
  checkProtocol(request);
  const workerId = await readWorkerSession(app.deps.keys.lineSigning, bearer(request), app.deps.clock.now());
  if (!workerId) throw new LineRefusal("unauthenticated", "The worker's session is over. Register again.");
  return workerId;
}

export function checkEnrolment(app: LineApp, request: Request): void {
  checkProtocol(request);
  if (!sameSecret(bearer(request), app.deps.keys.workerEnrolment)) {
    throw new LineRefusal("unauthenticated", "The enrolment token is wrong.");
  }
}

/** The parsed JSON body. Throws `invalid` naming the field, or when it is too large or no JSON. */
export async function readBody<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > MAX_BODY_BYTES) throw new LineRefusal("invalid", "The body is too large.");
  const text = await request.text();
  if (text.length > MAX_BODY_BYTES) throw new LineRefusal("invalid", "The body is too large.");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new LineRefusal("invalid", "The body is not JSON.");
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new LineRefusal("invalid", `${issue?.path.join(".") || "body"}: ${issue?.message ?? "not valid"}`);
}

/** Answers a line request: refusals as the contract says, anything else as `internal` without details. */
export async function answering(app: LineApp, run: () => Promise<Response>): Promise<Response> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof LineRefusal) return error.toResponse();
    app.log.error({ err: error }, "line request failed");
    return new LineRefusal("internal", "The app failed. Try again.").toResponse();
  }
}
