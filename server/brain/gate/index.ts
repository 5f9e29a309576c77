export { type Claim, checkSentence, type Verdict } from "./check";
export { heard, type Ledger, learned, newLedger } from "./facts";
export type { GateContext } from "./scene";
export { lexicons } from "./tongues";
export { readNumber, tokenise } from "./words";
