export { type Claim, checkSentence, type GateContext, type Verdict } from "./check";
export { heard, type Ledger, learned, newLedger } from "./facts";
export { readNumber, tokenise } from "./words";
