import { z } from "zod";
import { ROLES } from "@/server/auth/permissions";
import { Email } from "@/server/auth/schema";
import { Instant } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";

export const RoleName = z.enum(ROLES);
/** Hotels a person may enter; empty means every hotel of the organisation. */
export const HotelIds = z.array(Id).max(200);

export const PersonName = z.string().trim().min(1, "Write your name.").max(120);

export const Member = z.object({
  membershipId: Id,
  userId: Id,
  name: z.string(),
  email: z.string(),
  role: RoleName,
  hotelIds: HotelIds,
  since: Instant,
  you: z.boolean(),
});
export const OpenInvitation = z.object({
  invitationId: Id,
  email: z.string(),
  role: RoleName,
  hotelIds: HotelIds,
  expiresAt: Instant,
  expired: z.boolean(),
});
export const TeamList = z.object({ members: z.array(Member), invitations: z.array(OpenInvitation) });

export const InviteInput = z.object({ email: Email, role: RoleName, hotelIds: HotelIds.default([]) });
/** A link to copy and hand over. It is shown once: only its hash is kept. */
export const CopyableLink = z.object({ path: z.string(), expiresAt: Instant });

export const ChangeRoleInput = z.object({ membershipId: Id, role: RoleName, hotelIds: HotelIds.default([]) });
