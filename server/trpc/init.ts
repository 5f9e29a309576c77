import { initTRPC } from "@trpc/server";
import superjson from "superjson";
import type { z } from "zod";
import { signedOut } from "@/server/auth/context";
import type { PublicVerb, Visitor } from "@/server/auth/public-verb";
import { DomainError } from "@/server/kernel/errors";
import type { Ctx, HotelCtx } from "@/server/verbs/ctx";
import type { Verb } from "@/server/verbs/define-verb";
import { toTrpcError } from "./error-map";

export interface TrpcContext {
  /** Null while nobody is signed in. */
  ctx: Ctx | null;
  /** Why there is none although somebody is signed in: not their hotel, or none at all. */
  refusal?: DomainError;
  /** Whoever asks, signed in or not: for the few verbs in front of the door. */
  visitor?: Visitor;
  requestId: string;
}

const t = initTRPC.context<TrpcContext>().create({
  transformer: superjson,
  // No stack in any answer; the log has it.
  isDev: false,
  errorFormatter: ({ shape, error, ctx }) => ({
    ...shape,
    data: {
      ...shape.data,
      requestId: ctx?.requestId,
      domain:
        error.cause instanceof DomainError
          ? { code: error.cause.code, ...error.cause.details }
          : { code: "internal" as const },
    },
  }),
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Maps what a procedure throws once; unknown errors never leak. */
const mapped = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok) throw toTrpcError(result.error.cause ?? result.error);
  return result;
});

const signedIn = mapped.use(({ ctx, next }) => {
  if (!ctx.ctx) throw ctx.refusal ?? signedOut();
  return next({ ctx: { ...ctx, ctx: ctx.ctx } });
});

/** For the few procedures that are not one verb, such as placing a call: somebody signed in, at a hotel. */
export const hotelProcedure = signedIn.use(({ ctx, next }) => {
  const { hotelId } = ctx.ctx;
  if (!hotelId) throw new DomainError("invalid", "Choose a hotel first.");
  const hotelCtx: HotelCtx = { ...ctx.ctx, hotelId };
  return next({ ctx: { ...ctx, ctx: hotelCtx } });
});

/** Only types the input: the verb parses it, once. */
const typed =
  <I extends z.ZodType>(_: I) =>
  (raw: unknown): z.input<I> =>
    raw as z.input<I>;

/** A read verb as a tRPC query. The verb itself checks permission and input. */
export const query = <I extends z.ZodType, O extends z.ZodType>(verb: Verb<I, O>) =>
  signedIn
    .input(typed(verb.definition.input))
    .query(({ ctx, input }) => verb.execute(ctx.ctx, input as z.input<I>));

/** A writing verb as a tRPC mutation. */
export const mutation = <I extends z.ZodType, O extends z.ZodType>(verb: Verb<I, O>) =>
  signedIn
    .input(typed(verb.definition.input))
    .mutation(({ ctx, input }) => verb.execute(ctx.ctx, input as z.input<I>));

const visiting = mapped.use(({ ctx, next }) => {
  if (!ctx.visitor) throw new DomainError("internal", "This request has no visitor.");
  return next({ ctx: { ...ctx, visitor: ctx.visitor } });
});

/** A verb in front of the door, such as accepting an invitation: nobody need be signed in. */
export const publicQuery = <I extends z.ZodType, O extends z.ZodType>(verb: PublicVerb<I, O>) =>
  visiting.input(typed(verb.input)).query(({ ctx, input }) => verb.execute(ctx.visitor, input as z.input<I>));
export const publicMutation = <I extends z.ZodType, O extends z.ZodType>(verb: PublicVerb<I, O>) =>
  visiting
    .input(typed(verb.input))
    .mutation(({ ctx, input }) => verb.execute(ctx.visitor, input as z.input<I>));
