import { localDate, localTime, type PlainDate } from "@/server/kernel/dates";
import type { CallOpening } from "@/server/line/contract";
import type { Fact, ToolName, ToolResult } from "@/server/tools";
import {
  type Backing,
  countValue,
  dateOf,
  isDated,
  isMoney,
  moneyValue,
  nowhere,
  roleOf,
  roleOfDate,
  textBacking,
  timeOf,
} from "./backing";
import { topicsIn } from "./topics";
import type { Value } from "./value";
import { valuesIn } from "./values";
import { plain } from "./words";

/** What was done at the line. */
export interface Deed {
  tool: ToolName;
  ok: boolean;
  seq: number;
  ids: readonly string[];
  code?: string;
  /** Of a preview, or of the preview that was applied. */
  kind?: string;
  change?: string;
  /** Room types a search or quote gave, or the one that was asked for in vain. */
  labels: readonly string[];
  status?: string;
}

/** All that the call may speak of. Plain JSON. */
export interface Ledger {
  seq: number;
  backings: Backing[];
  deeds: Deed[];
}

const MAX_BACKINGS = 800;
const MAX_DEEDS = 120; /** What is known before the first tool call. Amounts are never among it. */
export function newLedger(opening: CallOpening): Ledger {
  const { hotel, roomTypes, extras, directory, persona } = opening;
  const ledger: Ledger = { seq: 0, backings: [], deeds: [] };
  const know = (text: string, label?: string): void => {
    ledger.backings.push(textBacking(0, text, { source: "opening", ...(label ? { label } : {}) }));
  };
  if (hotel.checkInFrom) know(`Check-in is from ${hotel.checkInFrom}`);
  if (hotel.checkOutUntil) know(`Check-out is until ${hotel.checkOutUntil}`);
  for (const type of roomTypes)
    know(`${type.spokenName}: ${type.beds}, for ${type.maxGuests} guests`, plain(type.name));
  for (const extra of extras) know(`${extra.name} can be added`);
  for (const entry of directory) know(`${entry.spokenName}: ${entry.handles}`);
  if (persona.instructions) know(persona.instructions);
  know(`${hotel.name} ${hotel.spokenName} ${persona.name}`);
  ledger.backings.push({
    ...textBacking(0, ""),
    source: "opening",
    values: [countValue(roomTypes.length, "room")],
  });
  if (opening.caller.number)
    ledger.backings.push({ ...textBacking(0, ""), source: "guest", values: digitsOf(opening.caller.number) });
  return ledger;
}

const digitsOf = (text: string): Value[] => [{ kind: "code", code: text.replace(/\D/g, ""), ...nowhere }];

/** The caller's words: they may be said back, and back nothing else. `dates` are those the words name. */
export function heard(ledger: Ledger, text: string, dates: readonly PlainDate[]): void {
  const values = [...valuesIn(text), ...dates.map((date) => dateOf(date))];
  const digits = (text.match(/\d/g) ?? []).join("");
  const codes: Value[] = digits.length >= 3 ? [{ kind: "code", code: digits, ...nowhere }] : [];
  push(ledger, { ...textBacking(ledger.seq, text, { source: "guest" }), values: [...values, ...codes] });
}

/** A tool's result: its facts, its sentence and what its data holds. */
export function learned(
  ledger: Ledger,
  opening: CallOpening,
  tool: ToolName,
  args: Record<string, unknown>,
  result: ToolResult,
): void {
  ledger.seq += 1;
  const { seq } = ledger;
  const { facts } = result;
  const ids = facts.map((fact) => fact.id).slice(0, 12);
  const data = result.ok ? result.data : undefined;
  const labels = labelsOf(data);
  const only = [...new Set(labels.values())];
  for (const fact of facts)
    push(
      ledger,
      factBacking(
        seq,
        fact,
        labels.get(fact.subject ?? "") ?? (only.length === 1 ? only[0] : undefined),
        data,
      ),
    );
  const spoken = result.ok
    ? [result.say, result.ref?.spoken ?? "", result.ref?.code ?? ""]
    : [result.ask, ...result.options.map((o) => o.say)];
  for (const text of spoken)
    if (text)
      push(
        ledger,
        textBacking(seq, text, {
          ids,
          spoken: text,
          name: "say",
          ...(only.length === 1 ? { label: only[0] as string } : {}),
        }),
      );
  walk(data, "", {}, (value, key, about) => {
    const backing = dataBacking(seq, value, key, opening);
    if (!backing) return;
    const label = about.label ?? (only.length === 1 ? only[0] : undefined);
    push(ledger, { ...backing, ids: idsFor(facts, backing, about.handle), ...(label ? { label } : {}) });
  });
  if (!result.ok) for (const option of result.options) tried(ledger, seq, option.args);
  tried(ledger, seq, args);
  remember(ledger, tool, args, result, ids, only);
}

function remember(
  ledger: Ledger,
  tool: ToolName,
  args: Record<string, unknown>,
  result: ToolResult,
  ids: string[],
  labels: string[],
): void {
  const data = (result.ok ? result.data : {}) as {
    kind?: unknown;
    change?: unknown;
    status?: unknown;
    state?: unknown;
    stays?: { status?: unknown }[];
  };
  const change =
    typeof data?.change === "string"
      ? data.change
      : typeof args.change === "string"
        ? args.change
        : undefined;
  const before = change ? ledger.deeds.find((d) => d.change === change && d.kind) : undefined;
  const kind = typeof data?.kind === "string" && data.change ? data.kind : before?.kind;
  const wanted = (args.must as { roomType?: unknown } | undefined)?.roomType;
  const status = [data?.status, data?.state, data?.stays?.[0]?.status].find((s) => typeof s === "string") as
    | string
    | undefined;
  ledger.deeds = [
    ...ledger.deeds.slice(1 - MAX_DEEDS),
    {
      tool,
      ok: result.ok,
      seq: ledger.seq,
      ids,
      labels: labels.length > 0 ? labels : typeof wanted === "string" ? [plain(wanted)] : [],
      ...(result.ok ? {} : { code: result.code }),
      ...(kind ? { kind } : {}),
      ...(change ? { change } : {}),
      ...(status ? { status } : {}),
    },
  ];
}

function factBacking(seq: number, fact: Fact, label: string | undefined, data: unknown): Backing {
  const extra = extraName(data, fact.subject);
  const about = `${fact.kind === "knowledge" || extra ? (extra ?? fact.subject ?? "") : ""} ${/^[A-Z]/.test(fact.name) ? fact.name : ""}`;
  const base = textBacking(seq, `${about} ${fact.spoken}`.trim(), {
    ids: [fact.id],
    name: fact.name,
    spoken: fact.spoken,
    ...(label ? { label } : {}),
  });
  const named = topicsIn(plain(fact.name.replace(/([A-Z])/g, " $1"))).map((hit) => hit.topic);
  const { value } = fact;
  const values: Value[] = isMoney(value)
    ? [moneyValue(value, roleOf(fact.name))]
    : isDated(value)
      ? [dateOf(value.date, roleOfDate(fact.name))]
      : fact.kind === "confirmation" && typeof value === "string"
        ? [{ kind: "code", code: value.toUpperCase().replace(/[^A-Z0-9]/g, ""), ...nowhere }, ...base.values]
        : [...base.values, ...(typeof value === "number" ? [countValue(value, "")] : [])];
  const [whole] = isMoney(value) ? valuesIn(fact.spoken) : [];
  const bare =
    whole?.kind === "money" &&
    whole.start === 0 &&
    whole.end === fact.spoken.length &&
    !/\d/.test(fact.spoken);
  return { ...base, bare, topics: [...new Set([...base.topics, ...named])], values };
}

const extraName = (data: unknown, code: string | undefined): string | undefined => {
  const extras = (data as { extras?: { code?: string; name?: string }[] } | undefined)?.extras;
  return Array.isArray(extras) ? extras.find((e) => e.code === code)?.name : undefined;
};

interface About {
  handle?: string;
  label?: string;
}
const HANDLES = ["offer", "quote", "stay", "change"] as const;

/** Handle → room type, for the facts of a result. */
function labelsOf(data: unknown): Map<string, string> {
  const labels = new Map<string, string>();
  walk(data, "", {}, (_value, _key, about) => {
    if (about.handle && about.label) labels.set(about.handle, about.label);
  });
  return labels;
}

type Visit = (value: unknown, key: string, about: About) => void;
function walk(value: unknown, key: string, about: About, visit: Visit, depth = 0): void {
  if (value === null || value === undefined || depth > 6) return;
  if (Array.isArray(value)) {
    for (const item of value.slice(0, 40)) walk(item, key, about, visit, depth + 1);
    return;
  }
  if (typeof value !== "object" || isMoney(value) || isDated(value)) return visit(value, key, about);
  const record = value as Record<string, unknown>;
  const handle = HANDLES.map((name) => record[name]).find((h) => typeof h === "string") as string | undefined;
  const label = typeof record.roomType === "string" ? plain(record.roomType) : undefined;
  const inner: About = { ...about, ...(handle ? { handle } : {}), ...(label ? { label } : {}) };
  const named =
    typeof record.label === "string"
      ? record.label
      : typeof record.name === "string"
        ? record.name
        : undefined;
  // `{ label: "Breakfast", amount: … }` is the price of what its label says.
  for (const [name, item] of Object.entries(record))
    walk(item, isMoney(item) && named ? named : name, inner, visit, depth + 1);
}

const UNIT: Readonly<Record<string, string>> = {
  nights: "night",
  adults: "adult",
  children: "child",
  left: "room",
  rooms: "room",
  refundDays: "day",
  keepDays: "day",
  noticeHours: "hour",
  attemptsLeft: "",
  pastStays: "",
  qty: "",
  stock: "",
};

function dataBacking(seq: number, value: unknown, key: string, opening: CallOpening): Backing | undefined {
  const { timeZone } = opening.hotel;
  if (isMoney(value))
    return {
      ...textBacking(seq, /^[A-Z]/.test(key) ? key : ""),
      name: key,
      values: [moneyValue(value, roleOf(key))],
    };
  if (isDated(value))
    return { ...textBacking(seq, ""), name: key, values: [dateOf(value.date, roleOfDate(key))] };
  if (typeof value === "number") {
    const unit = UNIT[key];
    return unit === undefined
      ? undefined
      : { ...textBacking(seq, ""), name: key, values: [countValue(value, unit)] };
  }
  if (typeof value !== "string" || HANDLES.includes(key as (typeof HANDLES)[number]) || key === "articleId")
    return undefined;
  if (/^\d{4}-\d\d-\d\dT/.test(value)) {
    const at = new Date(value);
    if (Number.isNaN(at.getTime())) return undefined;
    const values = [dateOf(localDate(at, timeZone)), timeOf(localTime(at, timeZone))];
    return { ...textBacking(seq, key === "cancelBy" ? "cancel" : ""), name: key, values };
  }
  return textBacking(seq, value, { name: key });
}

/** The facts of the same result that carry the same value; none where only the data has it. */
const idsFor = (facts: readonly Fact[], backing: Backing, handle: string | undefined): string[] =>
  facts
    .filter(
      (f) =>
        (f.name === backing.name || plain(f.spoken) === backing.text) &&
        (!handle || !f.subject || f.subject === handle),
    )
    .map((f) => f.id)
    .slice(0, 3);

/** Dates and numbers a tool was asked about may be named, for example to say that nothing is free then. */
function tried(ledger: Ledger, seq: number, args: Record<string, unknown>): void {
  const values: Value[] = [];
  walk(args, "", {}, (value, key) => {
    if (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value))
      values.push(dateOf(value, roleOfDate(key)));
    else if (typeof value === "string" && /^\d\d:\d\d$/.test(value)) values.push(timeOf(value));
    else if (typeof value === "number") values.push(countValue(value, UNIT[key] ?? ""));
    else if (typeof value === "string") values.push(...valuesIn(value));
  });
  const ages = args.childAges;
  if (Array.isArray(ages)) values.push(countValue(ages.length, "child"));
  if (values.length > 0) push(ledger, { ...textBacking(seq, "", { source: "tried" }), values });
}

function push(ledger: Ledger, backing: Backing): void {
  ledger.backings.push(backing);
  // What is known from the start stays; the oldest of the rest goes.
  if (ledger.backings.length > MAX_BACKINGS)
    ledger.backings.splice(
      ledger.backings.findIndex((b) => b.source !== "opening"),
      1,
    );
}
