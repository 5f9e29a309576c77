import { TRPCError } from "@trpc/server";
import { DomainError, type ErrorCode } from "@/server/kernel/errors";

const codes: Readonly<Record<ErrorCode, TRPCError["code"]>> = {
  invalid: "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  conflict: "CONFLICT",
  unavailable: "SERVICE_UNAVAILABLE",
  rate_limited: "TOO_MANY_REQUESTS",
  internal: "INTERNAL_SERVER_ERROR",
};

const UNKNOWN =
  "Something failed on our side. Nothing was changed. Try again; if it goes on, quote the request id.";

/** Domain errors keep their sentence; tRPC's own input errors are made readable; anything else is hidden. */
export function toTrpcError(error: unknown): TRPCError {
  if (error instanceof DomainError)
    return new TRPCError({ code: codes[error.code], message: error.message, cause: error });
  if (error instanceof TRPCError) return error;
  return new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: UNKNOWN, cause: error });
}
