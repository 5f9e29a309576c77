export interface Place {
  row: number;
  column: number;
}
/** The cell in hand and where a selection began; equal when one cell is selected. */
export interface GridFocus {
  at: Place;
  from: Place;
}
export type GridAction = { type: "move"; focus: GridFocus } | { type: "edit"; start: string | null } | null;

interface Press {
  key: string;
  shift: boolean;
  ctrl: boolean;
  alt: boolean;
}

const steps: Record<string, Place> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};
const within = (value: number, size: number): number => Math.min(Math.max(value, 0), size - 1);

/** What a key does in the grid: arrows move, with Shift they select; Enter, a digit or a sign edits. */
export function gridKey(press: Press, focus: GridFocus, rows: number, columns: number): GridAction {
  const { key, shift, ctrl, alt } = press;
  if (ctrl || alt || rows === 0 || columns === 0) return null;
  const step = steps[key];
  const target = step
    ? { row: focus.at.row + step.row, column: focus.at.column + step.column }
    : key === "Home"
      ? { row: focus.at.row, column: 0 }
      : key === "End"
        ? { row: focus.at.row, column: columns - 1 }
        : null;
  if (target) {
    const at = { row: within(target.row, rows), column: within(target.column, columns) };
    return { type: "move", focus: { at, from: shift ? focus.from : at } };
  }
  if (key === "Escape") return { type: "move", focus: { at: focus.at, from: focus.at } };
  if (key === "Enter" || key === "F2") return { type: "edit", start: null };
  return /^[\d+-]$/.test(key) ? { type: "edit", start: key } : null;
}

/** Whether a cell lies in the rectangle between the two ends of a selection. */
export function selected({ at, from }: GridFocus, { row, column }: Place): boolean {
  const between = (value: number, a: number, b: number) => value >= Math.min(a, b) && value <= Math.max(a, b);
  return between(row, at.row, from.row) && between(column, at.column, from.column);
}
