import { z } from "zod";
import { PlainDate } from "@/server/kernel/dates";
import { defineTool } from "./define-tool";

/** Areas of the typed policy model a caller may ask about; `line/policies.md` names their fields. */
export const PolicyTopic = z.enum([
  "place",
  "arrival_departure",
  "stay_limits",
  "price_rules",
  "payment",
  "cancellation",
  "people",
  "identity",
  "service_promises",
  "wakeup",
  "safety",
  "lost_and_found",
  "directory",
  "line",
]);
export type PolicyTopic = z.infer<typeof PolicyTopic>;

export const getPolicy = defineTool({
  name: "get_policy",
  description: "A rule of the house: check-in times, pets, children, parking, payment, cancellation.",
  input: z.object({ topic: PolicyTopic, field: z.string().max(60).optional() }),
  data: z.object({ topic: PolicyTopic, fields: z.record(z.string(), z.unknown()) }),
  effect: "read",
  verification: "none",
});

export const askKnowledge = defineTool({
  name: "ask_knowledge",
  description: "Anything else about the hotel and its surroundings, from its own articles.",
  input: z.object({ question: z.string().min(1).max(300), topic: z.string().max(60).optional() }),
  data: z.object({
    passages: z.array(
      z.object({
        articleId: z.uuid(),
        title: z.string(),
        text: z.string(),
        validUntil: PlainDate.optional(),
      }),
    ),
  }),
  effect: "read",
  verification: "none",
});

export const listEvents = defineTool({
  name: "list_events",
  description: "What is on at the hotel on a day. Public events only.",
  input: z.object({ date: PlainDate }),
  data: z.object({
    events: z.array(z.object({ name: z.string(), place: z.string(), time: z.string(), openTo: z.string() })),
  }),
  effect: "read",
  verification: "none",
});

export const textInfo = defineTool({
  name: "text_info",
  description: "Text the address, directions, menu or a link to the caller's own number.",
  input: z.object({ kind: z.enum(["address", "directions", "menu", "link"]) }),
  data: z.object({ maskedContact: z.string() }),
  effect: "write",
  verification: "none",
});
