import type { Ledger } from "./facts";
import { judgeStatement } from "./judge-statements";
import { judgeValue } from "./judge-values";
import { read } from "./reading";
import type { GateContext } from "./scene";
import { askedTopics, type Statement, statementsIn } from "./statements";
import { topicsIn } from "./topics";
import { valuesOf } from "./values";
import { plain } from "./words";

/** `unread`: said in a language the gate does not know. */
export type ClaimKind = "price" | "date" | "time" | "code" | "count" | Statement["kind"];
export interface Claim {
  kind: ClaimKind;
  /** The words that have nothing behind them. */
  words: string;
}

export type Verdict =
  /** May be said, with figures in spoken form. */
  | { ok: true; text: string; facts: string[] }
  /** May not. `rewritten` is the sentence with the one right value in place of each wrong one, when there is one. */
  | { ok: false; claims: Claim[]; rewritten?: { text: string; facts: string[] } };

interface Edit {
  start: number;
  end: number;
  text: string;
}
interface Judged {
  ids: readonly string[];
  edits: Edit[];
  claims: Claim[];
  /** Claims that have no single right value. */
  lost: boolean;
}

/** Whether a sentence may be spoken: every claim in it needs a fact of this call. Pure. */
export function checkSentence(sentence: string, ledger: Ledger, context: GateContext): Verdict {
  const exact = plain(sentence);
  const verbatim = ledger.backings.find((b) => b.exact === exact && b.source === "tool");
  if (verbatim) return { ok: true, text: sentence, facts: [...verbatim.ids] };
  const reading = read(sentence, { language: context.language, names: context.roomTypes });
  const { text } = reading;
  const topics = topicsIn(text);
  const room = context.roomTypes.map(plain).filter((name) => text.includes(name));
  const judged: Judged = { ids: [], edits: [], claims: [], lost: false };
  const ids = new Set<string>();
  for (const words of reading.unread) {
    if (isFamiliar(words, ledger)) continue;
    judged.claims.push({ kind: "unread", words });
    judged.lost = true;
  }
  const values = valuesOf(reading);
  // "Is that for one night or two?" asks; it claims no number.
  const choice = text.endsWith("?") && / or /.test(text);
  for (const value of values) {
    if (choice && (value.kind === "count" || (value.kind === "date" && !value.month && !value.weekday)))
      continue;
    const words = sentence.slice(value.start, value.end);
    const result = judgeValue(value, values, { sentence, reading, text, topics, room, ledger, context });
    if (result.ok) {
      for (const id of result.backing?.ids ?? []) ids.add(id);
      if (result.say && result.say !== words)
        judged.edits.push({ start: value.start, end: value.end, text: result.say });
      continue;
    }
    judged.claims.push({ kind: value.kind === "money" ? "price" : value.kind, words });
    if (result.right) {
      for (const id of result.right.ids) ids.add(id);
      judged.edits.push({ start: value.start, end: value.end, text: result.right.say });
    } else judged.lost = true;
  }
  const answering = context.question
    ? askedTopics(read(context.question, { language: context.language }).text)
    : [];
  for (const statement of statementsIn(text, answering, reading.foreign)) {
    const backing = judgeStatement(statement, ledger, room);
    if (backing) for (const id of backing.ids.slice(0, 4)) ids.add(id);
    else {
      judged.claims.push({ kind: statement.kind, words: statement.clause });
      judged.lost = true;
    }
  }
  const edited = { text: apply(sentence, judged.edits), facts: [...ids] };
  if (judged.claims.length === 0) return { ok: true, ...edited };
  return judged.lost
    ? { ok: false, claims: judged.claims }
    : { ok: false, claims: judged.claims, rewritten: edited };
}

/** Names that the guest or a result said may be said alone, whatever language they are. */
const isFamiliar = (words: string, { backings }: Ledger): boolean =>
  (plain(words).match(/[\p{L}\p{M}']+/gu) ?? []).every((word) =>
    backings.some((b) => b.source !== "opening" && ` ${b.text} `.includes(` ${word} `)),
  );

function apply(sentence: string, edits: readonly Edit[]): string {
  let text = sentence;
  for (const { start, end, text: say } of [...edits].sort((a, b) => b.start - a.start))
    text =
      text.slice(0, start) +
      (start === 0 ? say.replace(/^\p{Ll}/u, (c) => c.toUpperCase()) : say) +
      text.slice(end);
  return text;
}
