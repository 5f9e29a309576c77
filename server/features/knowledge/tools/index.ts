import type { ToolVerb } from "@/server/verbs/define-tool";
import { askKnowledge } from "./ask-knowledge";
import { listEvents } from "./list-events";
import { textInfo } from "./text-info";

export const lineTools: readonly ToolVerb[] = [askKnowledge, listEvents, textInfo];
