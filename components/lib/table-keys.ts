import type { KeyPress } from "./keys";

export type TableAction =
  | { type: "move"; index: number }
  | { type: "open"; index: number }
  | { type: "peek"; index: number }
  | { type: "select"; index: number; extend: boolean }
  | { type: "close" };

/** Where the list stands: `active` is −1 before a row was reached. */
export interface TableFocus {
  active: number;
  count: number;
  /** Something can be closed: a peek or a selection. */
  closable: boolean;
  /** The focus is on a row or nowhere, so that Enter and Space are the list's and not a button's. */
  onRow: boolean;
  /** Letters may act (the account's switch). */
  letters: boolean;
}

/** What a key does to a list: j k (arrows on a row) move, Enter opens, Space peeks, x selects, Esc closes. */
export function tableKey(press: KeyPress, focus: TableFocus): TableAction | null {
  const { active, count, onRow, letters } = focus;
  if (press.ctrl || press.alt) return null;
  if (press.key === "Escape") return focus.closable ? { type: "close" } : null;
  if (count === 0) return null;
  const move = (index: number): TableAction => ({
    type: "move",
    index: Math.min(count - 1, Math.max(0, index)),
  });
  if (letters && press.key === "j") return move(active + 1);
  if (letters && press.key === "k") return move(active < 0 ? 0 : active - 1);
  if (onRow && press.key === "ArrowDown") return move(active + 1);
  if (onRow && press.key === "ArrowUp") return move(active - 1);
  if (onRow && press.key === "Home") return move(0);
  if (onRow && press.key === "End") return move(count - 1);
  if (active < 0 || active >= count) return null;
  if (letters && press.key.toLowerCase() === "x")
    return { type: "select", index: active, extend: press.shift };
  if (!onRow) return null;
  if (press.key === "Enter") return { type: "open", index: active };
  if (press.key === " ") return { type: "peek", index: active };
  return null;
}

export interface Sort {
  id: string;
  desc: boolean;
}

/** `?sort=-arrives`: a minus is descending. Null for none or nonsense. */
export function parseSort(text: string | null, allowed: readonly string[]): Sort | null {
  if (!text) return null;
  const desc = text.startsWith("-");
  const id = desc ? text.slice(1) : text;
  return allowed.includes(id) ? { id, desc } : null;
}

export const writeSort = (sort: Sort | null): string | null =>
  sort ? `${sort.desc ? "-" : ""}${sort.id}` : null;

/** A head pressed again and again: first direction, the other, the list's own order. */
export function nextSort(now: Sort | null, id: string, descFirst = false): Sort | null {
  if (now?.id !== id) return { id, desc: descFirst };
  return now.desc === descFirst ? { id, desc: !descFirst } : null;
}

/** A page number from the URL: 1 for anything else. */
export function parsePage(text: string | null): number {
  const page = Number(text);
  return Number.isSafeInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1;
}

/** Ids between two rows, both included, in either direction. */
export function idsBetween(ids: readonly string[], from: number, to: number): string[] {
  const [low, high] = from < to ? [from, to] : [to, from];
  return ids.slice(Math.max(0, low), high + 1);
}
