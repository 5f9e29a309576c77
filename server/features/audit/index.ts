export { checkChain } from "./check-chain";
export { beginExport, exportAudit, exportLines } from "./export-audit";
export { listAudit } from "./list-audit";
export { auditRouter } from "./router";
export { AuditRowView, ListAuditInput } from "./schema";
