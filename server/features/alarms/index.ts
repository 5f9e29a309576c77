export { AlarmRaised, AlarmTaken } from "./events";
export { readToken } from "./link";
export { alarmsOfCall, openAlarms } from "./list";
export { AlarmKind, type AlarmView } from "./schema";
export { type StaffTexts, staffTexts } from "./staff-words";
export { takeAlarm, takeAsMember } from "./take";
export { endUnanswered, planAlarm, tellMember } from "./tell";
export { lineTools } from "./tools";
