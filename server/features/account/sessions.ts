import { z } from "zod";
import { revokeSession as endSession, openSessions, revokeSessions } from "@/server/auth/sessions";
import { notFound } from "@/server/kernel/errors";
import { Id } from "@/server/kernel/ids";
import { defineVerb } from "@/server/verbs/define-verb";
import { personOf } from "./person";
import { SessionList } from "./schema";

/** Where one is signed in, latest use first. */
export const listSessions = defineVerb({
  name: "account.listSessions",
  scope: "organisation",
  input: z.void(),
  output: SessionList,
  permission: "account:self",
  effect: "read",
  async run(_tx, ctx) {
    const { userId, sessionId } = await personOf(ctx);
    const rows = await openSessions(ctx.deps, userId);
    return {
      sessions: rows.map((row) => ({
        sessionId: row.id,
        signedInAt: row.createdAt.toISOString(),
        seenAt: row.seenAt.toISOString(),
        userAgent: row.userAgent,
        address: row.ip,
        current: row.id === sessionId,
      })),
    };
  },
});

/** Signs one of the person's own browsers out, within five seconds. */
export const revokeSession = defineVerb({
  name: "account.revokeSession",
  scope: "organisation",
  input: z.object({ sessionId: Id }),
  output: z.object({ sessionId: Id }),
  permission: "account:self",
  effect: "write",
  async run(_tx, ctx, { sessionId }) {
    const { userId } = await personOf(ctx);
    if (!(await endSession(ctx.deps, userId, sessionId))) throw notFound("This session");
    return {
      result: { sessionId },
      audit: { subject: { kind: "session", id: sessionId }, after: { revoked: true } },
    };
  },
});

/** Signs all of the person's other browsers out. */
export const revokeOtherSessions = defineVerb({
  name: "account.revokeOtherSessions",
  scope: "organisation",
  input: z.void(),
  output: z.object({ ended: z.number() }),
  permission: "account:self",
  effect: "write",
  async run(_tx, ctx) {
    const { userId, sessionId } = await personOf(ctx);
    const ended = await revokeSessions(ctx.deps, userId, sessionId);
    return {
      result: { ended },
      audit: { subject: { kind: "user", id: userId }, after: { endedSessions: ended } },
    };
  },
});
