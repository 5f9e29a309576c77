export type ReservationAction =
  | "check-in"
  | "check-out"
  | "assign"
  | "take-back"
  | "change"
  | "cancel"
  | "no-show";

interface Stay {
  status: string;
  arrival: string;
  departure: string;
  room: string | null;
}

/** What can be done with a reservation on a business date: the one next action, and the rest in order. */
export function actionsOf(
  stay: Stay,
  today: string,
): { next: ReservationAction | null; more: ReservationAction[] } {
  const due = stay.arrival <= today;
  const room: ReservationAction[] = stay.room ? ["assign", "take-back"] : ["assign"];
  switch (stay.status) {
    case "confirmed": {
      const late: ReservationAction[] = due ? ["no-show"] : [];
      if (due) return { next: "check-in", more: [...room, "change", "cancel", ...late] };
      return stay.room
        ? { next: null, more: [...room, "change", "cancel"] }
        : { next: "assign", more: ["change", "cancel"] };
    }
    case "checked_in":
      return { next: "check-out", more: ["assign", "change"] };
    case "no_show":
      return { next: due ? "check-in" : null, more: [] };
    case "requested":
    case "held":
      return { next: null, more: ["change", "cancel"] };
    default:
      return { next: null, more: [] };
  }
}
