import { implementTool } from "@/server/verbs/define-tool";
import { callTexts } from "./say";

/** Digits are collected by the worker; here only the words and the trace. */
export const useKeypad = implementTool("use_keypad", async (_tx, ctx, _input) => ({
  ok: true,
  data: { listening: true },
  say: callTexts(ctx.call.language).keypad,
}));
