export { forgetDelivered } from "./outbox";
export { relayOnce, startRelay } from "./relay";
export { sealOnce, startSealer } from "./sealer";
export { endInOrder } from "./signals";
export { type Background, background, startBackground } from "./start";
export { within } from "./within";
