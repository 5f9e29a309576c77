import { mutation, publicMutation, publicQuery, query, router } from "@/server/trpc/init";
import { changePassword } from "./change-password";
import { changeName, me, switchOrganisation } from "./me";
import { readReset, resetPassword } from "./reset-password";
import { listSessions, revokeOtherSessions, revokeSession } from "./sessions";

export const accountRouter = router({
  me: query(me),
  changeName: mutation(changeName),
  changePassword: mutation(changePassword),
  switchOrganisation: mutation(switchOrganisation),
  listSessions: query(listSessions),
  revokeSession: mutation(revokeSession),
  revokeOtherSessions: mutation(revokeOtherSessions),
  readReset: publicQuery(readReset),
  resetPassword: publicMutation(resetPassword),
});
