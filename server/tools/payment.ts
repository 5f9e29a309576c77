import { z } from "zod";
import { Money } from "@/server/kernel/money";
import { defineTool } from "./define-tool";
import { handle } from "./envelope";

export const getPayment = defineTool({
  name: "get_payment",
  description:
    "What is due on a verified stay, how its last payment by telephone ended, and how the caller can pay here: on the keypad, or with a person. Never by saying a card.",
  input: z.object({ stay: handle("stay") }),
  data: z.object({
    due: Money,
    /** How the newest payment by keypad ended; none: there was none; unknown: a person of the hotel finds out. */
    state: z.enum(["none", "taking", "unknown", "paid", "not_paid"]),
    /** Ways that exist on this call, the better one first. */
    ways: z.array(z.enum(["keypad", "person"])).min(1),
    /** For start_payment; only where the keypad is a way. */
    payment: handle("pay").optional(),
  }),
  effect: "read",
  verification: "booking",
});

export const startPayment = defineTool({
  name: "start_payment",
  description:
    "Switch the caller to the keypad to pay what get_payment told. Read the amount back first; only after a clear yes.",
  input: z.object({ payment: handle("pay") }),
  data: z.object({ state: z.literal("keypad"), amount: Money }),
  // The money is taken by what the caller types then. A switch to the keypad is no longer wanted a minute later.
  effect: "telephony",
  verification: "booking",
});
