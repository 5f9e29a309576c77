import { evaluate } from "cel-js";

/** What an expression may look at: the run's own event and, for waits and cancellations, the one that came. */
export interface ExpressionScope {
  event: unknown;
  async?: unknown;
}

/** Whether a CEL condition holds. No condition always holds; a missing field or a bad expression never does. */
export function matches(expression: string | null | undefined, scope: ExpressionScope): boolean {
  if (!expression) return true;
  try {
    return evaluate(expression, { ...scope }) === true;
  } catch {
    return false;
  }
}

/** The text of a key expression (`event.data.hotelId`); a missing field gives the empty key. */
export function keyOf(expression: string | undefined, scope: ExpressionScope): string {
  if (!expression) return "";
  try {
    const value: unknown = evaluate(expression, { ...scope });
    return typeof value === "string" ? value : JSON.stringify(value ?? "");
  } catch {
    return "";
  }
}
