export {
  isCheckViolation,
  isExclusionViolation,
  isRetryable,
  isRlsViolation,
  isUniqueViolation,
  sqlState,
} from "./errors";
export { Prisma } from "./generated/client";
export { type SystemClient, SystemDb } from "./system-db";
export { afterCommit, TenantDb, type Tx } from "./tenant-db";
