export { policiesOn, policyValues } from "./policy-values";
export { type DirectoryEntry, PolicyArea, type PolicyValues, policyAreas, VerificationFactor } from "./schema";
