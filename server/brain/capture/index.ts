export { wordForLetter } from "./alphabet";
export * from "./code";
export * from "./email";
export type { Sign } from "./lattice";
export * from "./name";
export * from "./phone";
export { soundDistance } from "./sound";
export { readLetter, readSpelling } from "./spelling";
export * from "./verdict";
