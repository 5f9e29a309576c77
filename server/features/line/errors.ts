import type { LineError } from "@/server/line/contract";

const STATUS: Readonly<Record<LineError["error"], number>> = {
  unauthenticated: 401,
  protocol: 426,
  invalid: 400,
  not_found: 404,
  stale_epoch: 409,
  token_used: 409,
  full: 503,
  internal: 500,
};

/** A refusal of the line contract, as the worker will read it. */
export class LineRefusal extends Error {
  override readonly name = "LineRefusal";
  constructor(
    readonly code: LineError["error"],
    message: string,
  ) {
    super(message);
  }
  toResponse(): Response {
    const body: LineError = { error: this.code, message: this.message };
    return Response.json(body, { status: STATUS[this.code] });
  }
}
