import type { Backing } from "./backing";
import type { Deed, Ledger } from "./facts";
import { deedBehind, type Statement } from "./statements";
import { denies, topicsIn } from "./topics";

const nothing: { ids: readonly string[] } = { ids: [] };

/** What stands behind a statement; undefined when nothing does. */
export function judgeStatement(
  statement: Statement,
  ledger: Ledger,
  room: readonly string[],
): { ids: readonly string[] } | undefined {
  switch (statement.kind) {
    case "done":
      return judgeDone(statement, ledger);
    case "promise":
      return deedBehind(ledger, statement) ?? textBehind(statement, ledger);
    case "available":
    case "unavailable":
      return judgeAvailability(statement, ledger, room);
    case "free":
      return judgeFree(statement, ledger);
    case "house":
      return judgeHouse(statement, ledger, room);
    default:
      // Who is in the house and what the rescue does is never the line's to say.
      return undefined;
  }
}

/** A table or a massage is not a room: what was booked must be what is said to be booked. */
function judgeDone(statement: Statement, ledger: Ledger): { ids: readonly string[] } | undefined {
  const deed = deedBehind(ledger, statement);
  if (!deed) return undefined;
  const other = topicsIn(statement.clause).some((hit) =>
    ["restaurant", "massage", "spa", "dinner", "shuttle", "bikes", "meeting room", "lunch"].includes(
      hit.topic,
    ),
  );
  return (statement.what === "booked" || statement.what === "changed") &&
    (other || /\b(?:table|taxi|tour|tickets?)\b/.test(statement.clause))
    ? undefined
    : deed;
}

function textBehind(statement: Statement, ledger: Ledger): Backing | undefined {
  const key: Readonly<Record<string, RegExp>> = {
    "on the way": /\bon (?:the|its|their) way\b/,
    "at once": /\b(?:right away|immediately|at once|straight away)\b/,
    guarantee: /\bguarantee/,
    "best price": /\b(?:best|lowest|special) (?:price|rate|offer)/,
    "somebody acts": /$^/,
  };
  const regex = key[statement.what];
  return regex ? ledger.backings.findLast((b) => b.source === "tool" && regex.test(b.text)) : undefined;
}

const SELLING = new Set([
  "search_rooms",
  "quote_stay",
  "preview_change",
  "preview_reinstate",
  "preview_relocation",
]);

function judgeAvailability(
  statement: Statement,
  ledger: Ledger,
  room: readonly string[],
): { ids: readonly string[] } | undefined {
  const asked = ledger.deeds.filter((d) => SELLING.has(d.tool));
  const covers = (deed: Deed): boolean =>
    room.length === 0 || room.some((name) => deed.labels.includes(name));
  if (statement.kind === "available") {
    const found = asked.findLast(covers);
    return found?.ok ? scarce(statement, ledger, found) : undefined;
  }
  const found = asked.findLast(() => true);
  if (!found) return undefined;
  if (!found.ok) return found.code === "unavailable" || found.code === "conflict" ? found : undefined;
  // Other types were found; of this one there is none among them.
  return room.length > 0 && found.tool === "search_rooms" && !room.some((name) => found.labels.includes(name))
    ? found
    : undefined;
}

/** "The last room" needs a result that says so. */
function scarce(statement: Statement, ledger: Ledger, deed: Deed): { ids: readonly string[] } | undefined {
  if (!/\b(?:last|(?:only|just) (?:one|1)|(?:one|1) (?:\w+ )?left)\b/.test(statement.clause)) return deed;
  return ledger.backings.find(
    (b) =>
      b.name === "left" && b.seq === deed.seq && b.values.some((v) => v.kind === "count" && v.value === 1),
  );
}

function judgeFree(statement: Statement, ledger: Ledger): { ids: readonly string[] } | undefined {
  const refund = /\brefund/.test(statement.clause);
  const { what } = statement;
  // A price "including breakfast" is one that breakfast is a line of.
  const line = /\binclud\w+\b/.test(statement.clause) && !/\b(?:free|charge|cost)\b/.test(statement.clause);
  return ledger.backings.findLast((b) => {
    if (b.source === "guest" || b.source === "tried") return false;
    if (refund)
      return (
        b.values.some((v) => v.kind === "money" && v.role === "refund" && v.hundredths > 0) ||
        /\brefund/.test(b.text)
      );
    if (
      b.free.includes(what) &&
      (what !== "" || b.topics.length === 0 || b.topics.some((t) => statement.clause.includes(t)))
    )
      return true;
    if (line && b.topics.includes(what) && isLineOfQuote(b, ledger)) return true;
    return (
      (what === "cancellation" || what === "") &&
      b.values.some((v) => v.kind === "money" && v.hundredths === 0 && v.role === "fee")
    );
  });
}

const isLineOfQuote = (b: Backing, ledger: Ledger): boolean =>
  b.values.some((v) => v.kind === "money" && v.role === "item") &&
  ledger.deeds.some((d) => d.seq === b.seq && d.tool === "quote_stay");

function judgeHouse(
  statement: Statement,
  ledger: Ledger,
  room: readonly string[],
): { ids: readonly string[] } | undefined {
  const { what, clause } = statement;
  const denied = denies(
    clause.replace(
      /\b(?:no (?:problem|worries|extra|charge|cost|fee|additional)|not (?:at all|only)|at no)\b/g,
      "",
    ),
  );
  const behind = ledger.backings.filter(
    (b) =>
      (b.source === "tool" || b.source === "opening") &&
      b.topics.includes(what) &&
      b.denied.includes(what) === denied &&
      (room.length === 0 || !b.label || room.includes(b.label)),
  );
  const previewed = what === "cancellation" && ledger.deeds.some((d) => d.tool === "preview_cancel" && d.ok);
  return behind.findLast((b) => b.ids.length > 0) ?? behind.at(-1) ?? (previewed ? nothing : undefined);
}
