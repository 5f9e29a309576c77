/** SQLSTATE of a failed query, whatever wrapped it: Prisma hides it at different depths. */
export function sqlState(error: unknown): string | undefined {
  const seen = new Set<unknown>();
  const look = (value: unknown): string | undefined => {
    if (typeof value !== "object" || value === null || seen.has(value)) return undefined;
    seen.add(value);
    const fields = value as Record<string, unknown>;
    for (const key of ["originalCode", "code"]) {
      const code = fields[key];
      if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code)) return code;
    }
    for (const key of ["cause", "meta", "driverAdapterError"]) {
      const found = look(fields[key]);
      if (found) return found;
    }
    return undefined;
  };
  const direct = look(error);
  if (direct) return direct;
  const message = error instanceof Error ? error.message : "";
  return /\b(23505|23503|23514|23P01|40001|40P01|42501|57014|55P03)\b/.exec(message)?.[1];
}

const PRISMA_UNIQUE = "P2002";
const prismaCode = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : undefined;

export const isUniqueViolation = (error: unknown): boolean =>
  prismaCode(error) === PRISMA_UNIQUE || sqlState(error) === "23505";
export const isExclusionViolation = (error: unknown): boolean => sqlState(error) === "23P01";
export const isCheckViolation = (error: unknown): boolean => sqlState(error) === "23514";
export const isRlsViolation = (error: unknown): boolean => sqlState(error) === "42501";
/** Worth running the same transaction again: a deadlock or a serialisation failure. Prisma reports both as P2034. */
export const isRetryable = (error: unknown): boolean =>
  prismaCode(error) === "P2034" || ["40001", "40P01"].includes(sqlState(error) ?? "");
