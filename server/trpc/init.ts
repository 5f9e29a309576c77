import { initTRPC } from "@trpc/server";
import superjson from "superjson";
import type { z } from "zod";
import { DomainError } from "@/server/kernel/errors";
import type { Verb } from "@/server/verbs/define-verb";
import type { Ctx } from "@/server/verbs/ctx";
import { toTrpcError } from "./error-map";

export interface TrpcContext {
  /** Null while nobody is signed in. */
  ctx: Ctx | null;
  requestId: string;
}

const t = initTRPC.context<TrpcContext>().create({
  transformer: superjson,
  errorFormatter: ({ shape, error, ctx }) => ({
    ...shape,
    data: {
      ...shape.data,
      stack: undefined,
      requestId: ctx?.requestId,
      domain:
        error.cause instanceof DomainError ? { code: error.cause.code, ...error.cause.details } : { code: "internal" as const },
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
  if (!ctx.ctx) throw new DomainError("unauthenticated", "You are signed out. Sign in to go on.");
  return next({ ctx: { ...ctx, ctx: ctx.ctx } });
});

/** Only types the input: the verb parses it, once. */
const typed =
  <I extends z.ZodType>(_: I) =>
  (raw: unknown): z.input<I> =>
    raw as z.input<I>;

/** A read verb as a tRPC query. The verb itself checks permission and input. */
export const query = <I extends z.ZodType, O extends z.ZodType>(verb: Verb<I, O>) =>
  signedIn.input(typed(verb.definition.input)).query(({ ctx, input }) => verb.execute(ctx.ctx, input));

/** A writing verb as a tRPC mutation. */
export const mutation = <I extends z.ZodType, O extends z.ZodType>(verb: Verb<I, O>) =>
  signedIn.input(typed(verb.definition.input)).mutation(({ ctx, input }) => verb.execute(ctx.ctx, input));
