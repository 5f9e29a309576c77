export * from "./contact";
export * from "./names";
export * from "./upsert-guest";
