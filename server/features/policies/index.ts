export { PolicyChanged } from "./events";
export { listPolicies } from "./list-policies";
export { linePolicyAt, policiesOn, policyValues } from "./policy-values";
export { previewPolicy } from "./preview-policy";
export { policiesRouter } from "./router";
export {
  type AlarmMember,
  type DirectoryEntry,
  PolicyArea,
  type PolicyValues,
  policyAreas,
  VerificationFactor,
} from "./schema";
export { type PolicySentence, policySentences } from "./sentences";
export { setPolicy } from "./set-policy";
export { lineTools } from "./tools/get-policy";
