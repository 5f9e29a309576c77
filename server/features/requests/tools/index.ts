import type { ToolVerb } from "@/server/verbs/define-tool";
import { createRequest } from "./create-request";
import { setDoNotDisturb } from "./do-not-disturb";
import { getRequest } from "./get-request";
import { reportLostItem } from "./lost-item";
import { getMessages, takeMessage } from "./messages";
import { scheduleCallback } from "./schedule-callback";
import { updateRequest } from "./update-request";
import { cancelWakeup, setWakeup } from "./wakeups";

export const lineTools: readonly ToolVerb[] = [
  createRequest,
  updateRequest,
  getRequest,
  setWakeup,
  cancelWakeup,
  setDoNotDisturb,
  takeMessage,
  getMessages,
  reportLostItem,
  scheduleCallback,
];
