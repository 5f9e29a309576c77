import { compose } from "./compose";
import { followUpOf, satisfactionOf } from "./follow-up";
import { type Intent, intentOf } from "./intent";
import { type Outcome, outcomeOf } from "./outcome";
import type { CallRecord } from "./record";
import { sentimentOf } from "./sentiment/sentiment";

export interface Judged {
  outcome: Outcome;
  intent: Intent;
  intentConfidence: number;
  sentiment: string | null;
  satisfaction: number | null;
  followUp: boolean;
  suggestedAction: string | null;
  summary: string;
}

/** Everything the hotel learns of a call once it is over. Pure: the same record always gives the same answer. */
export function judge(call: CallRecord): Judged {
  const outcome = outcomeOf(call);
  const { intent, confidence } = intentOf(call);
  const sentiment = sentimentOf(call.language, call.guestTurns);
  const { followUp, suggestedAction } = followUpOf(call, { outcome, sentiment });
  return {
    outcome,
    intent,
    intentConfidence: confidence,
    sentiment: sentiment?.sentiment ?? null,
    satisfaction: satisfactionOf(call, { outcome, sentiment, followUp }),
    followUp,
    suggestedAction,
    summary: compose(call, { outcome, intent }),
  };
}
