import { z } from "zod";

/** Something that became true. Its payload is ids: who reacts re-reads the state. */
export interface DomainEvent {
  name: string;
  data: Record<string, string>;
}

export interface EventDefinition<S extends z.ZodObject> {
  (data: z.input<S>): DomainEvent;
  eventName: string;
  schema: S;
}

/** Names an event `noun.happened`; the tenant id is added when it is written to the outbox. */
export function defineEvent<S extends z.ZodObject>(name: string, schema: S): EventDefinition<S> {
  const make = (data: z.input<S>): DomainEvent => ({
    name,
    data: z.record(z.string(), z.string()).parse(schema.parse(data)),
  });
  return Object.assign(make, { eventName: name, schema });
}
