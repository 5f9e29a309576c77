import { z } from "zod";
import { Id } from "@/server/kernel/ids";
import { defineEvent } from "@/server/verbs/events";

export const MemberJoined = defineEvent("member.joined", z.object({ membershipId: Id }));
export const MemberChanged = defineEvent("member.changed", z.object({ membershipId: Id }));
export const MemberRemoved = defineEvent("member.removed", z.object({ membershipId: Id }));
export const InvitationChanged = defineEvent("invitation.changed", z.object({ invitationId: Id }));
