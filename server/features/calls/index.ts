export { callEvents } from "./call-events";
export { getCall } from "./get-call";
export { hangUp } from "./hang-up";
export { listCalls } from "./list-calls";
export { placeBrowserCall } from "./place-browser-call";
export { callsRouter } from "./router";
export { type CallDetail, type CallRow, CallView, type ToolCallView, type Turn } from "./schema";
export { setFollowUp } from "./set-follow-up";
export { lineTools } from "./tools";
