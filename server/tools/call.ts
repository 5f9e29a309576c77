import { z } from "zod";
import { defineTool } from "./define-tool";
import { handle } from "./envelope";

export const transferCall = defineTool({
  name: "transfer_call",
  description: "Connect to a department or person of the directory, never to a guest room. Ask first.",
  input: z.object({
    destination: z.string().min(1).max(60),
    summary: z.string().min(1).max(500),
    callerAgreed: z.literal(true),
  }),
  data: z.object({
    state: z.enum(["connecting", "closed", "no_answer"]),
    destination: z.string(),
    closedUntil: z.string().optional(),
    fallback: z.enum(["message", "callback"]).optional(),
  }),
  effect: "telephony",
  verification: "none",
});

export const scheduleCallback = defineTool({
  name: "schedule_callback",
  description: "A person calls back later, or an unfinished booking is kept for them.",
  input: z.object({
    name: z.string().min(1).max(120).optional(),
    number: z.string().min(3).max(40),
    when: z.string().max(80).optional(),
    topic: z.enum(["general", "unfinished_booking", "manager"]),
    draft: z.string().max(500).optional(),
  }),
  data: z.object({ request: handle("req"), window: z.string().optional() }),
  effect: "write",
  verification: "none",
});

export const useKeypad = defineTool({
  name: "use_keypad",
  description: "Ask for digits on the keypad when the line is bad.",
  input: z.object({
    purpose: z.enum(["code", "phone", "last4", "choice"]),
    length: z.int().min(1).max(20).optional(),
  }),
  data: z.object({ listening: z.literal(true) }),
  effect: "telephony",
  verification: "none",
});

export const setLanguage = defineTool({
  name: "set_language",
  description: "Switch the call's language, if the hotel offers it.",
  input: z.object({ language: z.string().min(2).max(10) }),
  data: z.object({ language: z.string() }),
  effect: "write",
  verification: "none",
});

export const setRecording = defineTool({
  name: "set_recording",
  description: "The caller allows or refuses the recording. A refusal deletes what was recorded.",
  input: z.object({ on: z.boolean() }),
  data: z.object({ recording: z.boolean() }),
  effect: "write",
  verification: "none",
});

export const endCall = defineTool({
  name: "end_call",
  description: "Finish the call. Refused while a confirmed need has no record.",
  input: z.object({ reason: z.enum(["done", "silence", "abuse", "wrong_number", "cap"]) }),
  data: z.object({ ending: z.literal(true) }),
  effect: "telephony",
  verification: "none",
});
