import { countsPersons } from "@/server/tools/selling";
import type { BookingGoal } from "../dialogue/state";
import type { Turn } from "../dialogue/turn";

type Wanted = BookingGoal["extras"];

const unitOf = (t: Turn, code: string) => t.opening.extras.find((extra) => extra.code === code)?.unit;

const roomsOf = (goal: BookingGoal): number =>
  goal.mix?.reduce((sum, part) => sum + part.rooms, 0) ?? goal.rooms ?? 1;

/**
 * What of the wanted extras goes with one of the quotes of a booking, `first` being the first of them, for so many rooms.
 * Those priced a person go with every quote, which prices its own people. Others are the booking's, once, unless the guest
 * wants them in each room. An extra whose unit is not told goes with every quote.
 */
export function extrasFor(t: Turn, goal: BookingGoal, first: boolean, rooms: number): Wanted {
  return goal.extras.flatMap(({ code, qty }) => {
    const unit = unitOf(t, code);
    if (unit === undefined || countsPersons(unit)) return [{ code, qty }];
    if (goal.extrasPerRoom) return [{ code, qty: qty * rooms }];
    return first ? [{ code, qty }] : [];
  });
}

/** The extras by name; with several rooms it is said how often each is charged. */
export function extraNames(t: Turn, goal: BookingGoal): string {
  const several = roomsOf(goal) > 1;
  return t.spoken.list(
    goal.extras.map(({ code }) => {
      const extra = t.opening.extras.find((each) => each.code === code)?.name.toLowerCase() ?? code;
      if (!several) return extra;
      const unit = unitOf(t, code);
      const key = unit === undefined || goal.extrasPerRoom ? "extraEachRoom" : "extraOnce";
      // Within a sentence: phrases begin like sentences.
      return t
        .phrase(unit && countsPersons(unit) ? "extraForAll" : key, { extra })
        .replace(/^./u, (letter) => letter.toLowerCase());
    }),
  );
}
