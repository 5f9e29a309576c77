export * from "./catalogue";
export { loadStayPolicies } from "./load-policies";
export { StayPolicies, defaultStayPolicies } from "./policies";
export * from "./price";
export * from "./schema";
