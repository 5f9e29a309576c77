export { acceptInvitation } from "./accept-invitation";
export { changeRole, removeMember } from "./change-role";
export { InvitationChanged, MemberChanged, MemberJoined, MemberRemoved } from "./events";
export { invite, revokeInvitation } from "./invite";
export { listMembers } from "./list-members";
export { createPasswordResetLink } from "./password-reset";
export { readInvitation } from "./read-invitation";
export { teamRouter } from "./router";
export { PersonName } from "./schema";
