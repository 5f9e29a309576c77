export { changePassword } from "./change-password";
export { changeName, me, switchOrganisation } from "./me";
export { readReset, resetPassword } from "./reset-password";
export { accountRouter } from "./router";
export { listSessions, revokeOtherSessions, revokeSession } from "./sessions";
