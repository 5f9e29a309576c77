import { conflict } from "./errors";

export type TransitionTable<S extends string> = Readonly<Record<S, readonly S[]>>;

export const canMove = <S extends string>(table: TransitionTable<S>, from: S, to: S): boolean =>
  table[from].includes(to);

/** Throws `conflict` naming what is possible from here. */
export function assertTransition<S extends string>(
  table: TransitionTable<S>,
  from: S,
  to: S,
  noun: string,
): void {
  if (canMove(table, from, to)) return;
  const possible =
    table[from].length > 0 ? `From here it can become: ${table[from].join(", ")}.` : "It is final.";
  throw conflict(`This ${noun} is ${from} and cannot become ${to}. ${possible}`);
}
