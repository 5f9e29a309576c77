import { z } from "zod";
import { PERMISSIONS, ROLES } from "@/server/auth/permissions";
import { LinkToken, NewPassword } from "@/server/auth/schema";
import { Instant } from "@/server/kernel/dates";
import { Id } from "@/server/kernel/ids";

export const Me = z.object({
  userId: Id,
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  permissions: z.array(z.enum(PERMISSIONS)),
  organisation: z.object({ tenantId: Id, name: z.string() }),
});

export const ChangePasswordInput = z.object({ current: z.string().min(1).max(1_000), next: NewPassword });
export const ResetPasswordInput = z.object({ token: LinkToken, password: NewPassword });

export const SessionList = z.object({
  sessions: z.array(
    z.object({
      sessionId: Id,
      signedInAt: Instant,
      seenAt: Instant,
      userAgent: z.string(),
      address: z.string(),
      current: z.boolean(),
    }),
  ),
});
