import { decrypt, deriveKey, encrypt } from "@/server/crypto/at-rest";
import type { Tx } from "@/server/db";
import type { HotelCtx } from "@/server/verbs/ctx";

const PURPOSE = "voicehive gathered turn";
const context = (callId: string, turn: number) => `turn:${callId}:${turn}`;
/** Twilio gives a webhook up after 15 s: a turn that took longer than this died. */
const STALE_MS = 16_000;
const LOOK_MS = 150;

export type Claim = { mine: true } | { mine: false; answer: string | null };

/**
 * Takes a turn to be worked on, or gives the answer it already has: a request that Twilio repeats is answered alike.
 * While another request works on it, waits `patienceMs`, then there is no answer yet; a turn whose worker died is taken over.
 */
export async function claimTurn(
  ctx: HotelCtx,
  callId: string,
  turn: number,
  patienceMs: number,
): Promise<Claim> {
  const { deps, tenantId } = ctx;
  const until = performance.now() + patienceMs;
  for (;;) {
    const claim = await deps.db.withTenant(tenantId, async (db): Promise<Claim | null> => {
      const now = deps.clock.now();
      const { count } = await db.gatherTurn.createMany({
        data: [{ tenantId, callId, turn, claimedAt: now }],
        skipDuplicates: true,
      });
      if (count === 1) return { mine: true };
      const row = await db.gatherTurn.findFirst({ where: { callId, turn } });
      if (row?.sealed) return { mine: false, answer: open(ctx, callId, turn, row.sealed) };
      if (!row || now.getTime() - row.claimedAt.getTime() < STALE_MS) return null;
      const taken = await db.gatherTurn.updateMany({
        where: { callId, turn, claimedAt: row.claimedAt, sealed: null },
        data: { claimedAt: now },
      });
      return taken.count === 1 ? { mine: true } : null;
    });
    if (claim) return claim;
    if (performance.now() >= until) return { mine: false, answer: null };
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

const keyOf = (ctx: HotelCtx, callId: string) => deriveKey(ctx.deps.keys.dataEncryption, PURPOSE, callId);

const open = (ctx: HotelCtx, callId: string, turn: number, sealed: Uint8Array): string =>
  new TextDecoder().decode(decrypt(keyOf(ctx, callId), sealed, context(callId, turn)));

/** Keeps a turn's answer, in the transaction that keeps all it did. */
export async function keepAnswer(
  tx: Tx,
  ctx: HotelCtx,
  callId: string,
  turn: number,
  answer: string,
): Promise<void> {
  const plain = new TextEncoder().encode(answer);
  const sealed = new Uint8Array(encrypt(keyOf(ctx, callId), plain, context(callId, turn)));
  await tx.gatherTurn.updateMany({ where: { callId, turn }, data: { sealed } });
}

/** The answer a turn was given, or null: a call that is over still says its goodbye again. */
export async function keptAnswer(ctx: HotelCtx, callId: string, turn: number): Promise<string | null> {
  const row = await ctx.deps.db.withTenant(ctx.tenantId, (db) =>
    db.gatherTurn.findFirst({ where: { callId, turn }, select: { sealed: true } }),
  );
  return row?.sealed ? open(ctx, callId, turn, row.sealed) : null;
}

/** What has become of a turn that was begun: its answer, nothing yet, or nothing ever. */
export type Begun = { answer: string } | "working" | "lost";

/** Waits for the answer of a turn that another request works on, `patienceMs` at most. */
export async function awaitAnswer(
  ctx: HotelCtx,
  callId: string,
  turn: number,
  patienceMs: number,
): Promise<Begun> {
  const { deps, tenantId } = ctx;
  const until = performance.now() + patienceMs;
  for (;;) {
    const row = await deps.db.withTenant(tenantId, (db) =>
      db.gatherTurn.findFirst({ where: { callId, turn } }),
    );
    if (row?.sealed) return { answer: open(ctx, callId, turn, row.sealed) };
    if (!row || deps.clock.now().getTime() - row.claimedAt.getTime() >= STALE_MS) return "lost";
    if (performance.now() >= until) return "working";
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** Gives a turn back that failed before anything of it was kept. */
export const dropClaim = (ctx: HotelCtx, callId: string, turn: number): Promise<unknown> =>
  ctx.deps.db.withTenant(ctx.tenantId, (db) =>
    db.gatherTurn.deleteMany({ where: { callId, turn, sealed: null } }),
  );
