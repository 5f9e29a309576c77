export { EmergencyRaised, MessageTaken, RequestChanged, RequestCreated, WakeupChanged } from "./events";
export { fileRequest, requestCreated } from "./file-request";
export { listRequests } from "./list-requests";
export { moveRequest } from "./move-request";
export { requestsRouter } from "./router";
export { type RequestRow, RequestStatus } from "./schema";
export { lineTools } from "./tools";
