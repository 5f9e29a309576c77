import type { ToolVerb } from "@/server/verbs/define-tool";
import { endCall } from "./end-call";
import { useKeypad } from "./keypad";
import { resolveDates } from "./resolve-dates";
import { setLanguage } from "./set-language";
import { setRecording } from "./set-recording";
import { transferCall } from "./transfer-call";

export const lineTools = [
  transferCall,
  useKeypad,
  setLanguage,
  setRecording,
  endCall,
  resolveDates,
] as unknown as readonly ToolVerb[];
