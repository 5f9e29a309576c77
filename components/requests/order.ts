import type { RequestRow } from "@/server/features/requests/schema";

type Row = Pick<RequestRow, "urgency" | "dueAt" | "createdAt">;

/** Open requests as a desk works them off: urgent ones, then by deadline, then those that wait longest. */
export const byPressure = <R extends Row>(rows: readonly R[]): R[] =>
  [...rows].sort(
    (a, b) =>
      Number(b.urgency === "urgent") - Number(a.urgency === "urgent") ||
      (a.dueAt ?? "9").localeCompare(b.dueAt ?? "9") ||
      a.createdAt.localeCompare(b.createdAt),
  );
