import { raiseEmergency } from "./emergency";

export const lineTools = [raiseEmergency];
