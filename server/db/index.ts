export { isCheckViolation, isExclusionViolation, isRetryable, isRlsViolation, isUniqueViolation, sqlState } from "./errors";
export { SystemDb, type SystemClient } from "./system-db";
export { TenantDb, type Tx } from "./tenant-db";
export { Prisma } from "./generated/client";
