import type { z } from "zod";
import { type Permission, rolesWith } from "@/server/auth/permissions";
import { isRetryable, type Tx } from "@/server/db";
import { type DomainError, forbidden, invalid } from "@/server/kernel/errors";
import { actorCan, type Ctx, type HotelCtx } from "./ctx";
import type { DomainEvent } from "./events";
import { type AuditNote, appendAudit, emit } from "./record";

export type VerbEffect = "read" | "write" | "money" | "telephony" | "alarm";
export type Transport = "trpc" | "rest" | "graphql" | "mcp" | "job";

/** What a write leaves behind beside its result: the audit note and the events. */
export interface Written<O> {
  result: O;
  /** One a record touched; at least one. */
  audit: AuditNote | readonly AuditNote[];
  events?: readonly DomainEvent[];
}

interface Common<I extends z.ZodType, O extends z.ZodType> {
  /** `feature.verb`, the same in every transport and in the audit log. */
  name: string;
  input: I;
  output: O;
  permission: Permission;
  /** Transports that offer the verb; tRPC when absent. */
  expose?: readonly Transport[];
}
type HotelScope = { scope?: "hotel" };
type OrganisationScope = { scope: "organisation" };

export type VerbDefinition<I extends z.ZodType, O extends z.ZodType> = Common<I, O> &
  (
    | (HotelScope & { effect: "read"; run(tx: Tx, ctx: HotelCtx, input: z.output<I>): Promise<z.input<O>> })
    | (OrganisationScope & { effect: "read"; run(tx: Tx, ctx: Ctx, input: z.output<I>): Promise<z.input<O>> })
    | (HotelScope & {
        effect: Exclude<VerbEffect, "read">;
        run(tx: Tx, ctx: HotelCtx, input: z.output<I>): Promise<Written<z.input<O>>>;
      })
    | (OrganisationScope & {
        effect: Exclude<VerbEffect, "read">;
        run(tx: Tx, ctx: Ctx, input: z.output<I>): Promise<Written<z.input<O>>>;
      })
  );

export interface Verb<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  definition: Common<I, O> & { effect: VerbEffect; scope?: "hotel" | "organisation" };
  /** Permission → parse → tenant transaction → audit → outbox. Throws DomainError. */
  execute(ctx: Ctx, input: z.input<I>): Promise<z.output<O>>;
}

const ATTEMPTS = 4;

export function defineVerb<I extends z.ZodType, O extends z.ZodType>(
  definition: VerbDefinition<I, O>,
): Verb<I, O> {
  return {
    definition,
    async execute(ctx, raw) {
      assertAllowed(definition, ctx);
      const parsed = definition.input.safeParse(raw);
      if (!parsed.success) throw inputError(parsed.error);
      const result = await runInTransaction(definition, ctx, parsed.data);
      return definition.output.parse(result);
    },
  };
}

function assertAllowed(definition: Common<z.ZodType, z.ZodType> & { scope?: string }, ctx: Ctx): void {
  if (!actorCan(ctx.actor, definition.permission)) {
    const roles = rolesWith(definition.permission).map((role) => role.replace("_", " "));
    throw forbidden(`Your role does not allow this. It needs one of: ${roles.join(", ")}.`);
  }
  if (definition.scope === "organisation") return;
  if (!ctx.hotelId) throw invalid("Choose a hotel first.");
  if (
    ctx.actor.kind === "user" &&
    ctx.actor.hotelIds.length > 0 &&
    !ctx.actor.hotelIds.includes(ctx.hotelId)
  ) {
    throw forbidden("You do not work for this hotel. Ask an owner to add you to it.");
  }
}

/** First sentence for a person, then one issue a field. */
export function inputError(error: z.ZodError): DomainError {
  const issues = error.issues
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  const first = issues[0];
  return invalid(
    first ? (first.path ? `${first.path}: ${first.message}` : first.message) : "The input is not valid.",
    issues,
  );
}

async function runInTransaction<I extends z.ZodType, O extends z.ZodType>(
  definition: VerbDefinition<I, O>,
  ctx: Ctx,
  input: z.output<I>,
): Promise<z.input<O>> {
  // The scope was checked: a hotel verb has its hotel.
  const hotelCtx = ctx as HotelCtx;
  if (definition.effect === "read") {
    return ctx.tx
      ? definition.run(ctx.tx, hotelCtx, input)
      : ctx.deps.db.withTenant(ctx.tenantId, (db) => definition.run(db, { ...hotelCtx, tx: db }, input));
  }
  const write = async (tx: Tx): Promise<z.input<O>> => {
    const written = await definition.run(tx, { ...hotelCtx, tx }, input);
    const notes: readonly AuditNote[] = Array.isArray(written.audit)
      ? written.audit
      : [written.audit as AuditNote];
    for (const note of notes) await appendAudit(tx, ctx, definition.name, note);
    await emit(tx, ctx, written.events ?? []);
    return written.result;
  };
  if (ctx.tx) return write(ctx.tx);
  return retrying(() => ctx.deps.db.transaction(ctx.tenantId, write));
}

/** Runs a transaction again when the database ended it for a deadlock or a serialisation failure. */
export async function retrying<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
    }
  }
}
