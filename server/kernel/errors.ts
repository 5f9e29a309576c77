/** The eight ways a request can fail. Each transport maps them once. */
export const ERROR_CODES = [
  "invalid",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "unavailable",
  "rate_limited",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A failure whose message a person may read: what happened, what is safe, what to do now. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: { field?: string; issues?: readonly FieldIssue[]; retryAfterMs?: number },
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface FieldIssue {
  path: string;
  message: string;
}

export const invalid = (message: string, issues?: readonly FieldIssue[]) =>
  new DomainError("invalid", message, issues ? { issues } : undefined);
export const notFound = (what: string) =>
  new DomainError("not_found", `${what} was not found. It may have been removed.`);
export const conflict = (message: string) => new DomainError("conflict", message);
export const forbidden = (message: string) => new DomainError("forbidden", message);
export const unavailable = (message: string, options?: ErrorOptions) =>
  new DomainError("unavailable", message, undefined, options);
