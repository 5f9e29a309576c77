import type { z } from "zod";
import type { Logger } from "@/server/kernel/logger";
import type { Deps } from "@/server/verbs/ctx";
import { inputError } from "@/server/verbs/define-verb";
import type { Identity, Origin } from "./sessions";

/** Whoever stands in front of the door: perhaps signed in, perhaps holding a link. */
export interface Visitor {
  deps: Deps;
  log: Logger;
  requestId: string;
  origin: Origin;
  identity: Identity | null;
}

export interface PublicVerb<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  name: string;
  input: I;
  output: O;
  execute(visitor: Visitor, input: z.input<I>): Promise<z.output<O>>;
}

/** A verb whose permission is the secret in its input (an invitation, a reset link), not a role. */
export const definePublicVerb = <I extends z.ZodType, O extends z.ZodType>(definition: {
  name: string;
  input: I;
  output: O;
  run(visitor: Visitor, input: z.output<I>): Promise<z.input<O>>;
}): PublicVerb<I, O> => ({
  name: definition.name,
  input: definition.input,
  output: definition.output,
  async execute(visitor, raw) {
    const parsed = definition.input.safeParse(raw);
    if (!parsed.success) throw inputError(parsed.error);
    return definition.output.parse(await definition.run(visitor, parsed.data));
  },
});
