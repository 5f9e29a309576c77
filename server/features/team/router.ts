import { mutation, publicMutation, publicQuery, query, router } from "@/server/trpc/init";
import { acceptInvitation } from "./accept-invitation";
import { changeRole, removeMember } from "./change-role";
import { invite, revokeInvitation } from "./invite";
import { listMembers } from "./list-members";
import { createPasswordResetLink } from "./password-reset";
import { readInvitation } from "./read-invitation";

export const teamRouter = router({
  listMembers: query(listMembers),
  invite: mutation(invite),
  revokeInvitation: mutation(revokeInvitation),
  changeRole: mutation(changeRole),
  removeMember: mutation(removeMember),
  createPasswordResetLink: mutation(createPasswordResetLink),
  readInvitation: publicQuery(readInvitation),
  acceptInvitation: publicMutation(acceptInvitation),
});
