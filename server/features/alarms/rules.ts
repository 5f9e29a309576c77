import type { AlarmMember, DirectoryEntry } from "@/server/features/policies";
import type { ChainMember } from "./schema";

/** How often the whole chain is told before the alarm stands unanswered in the dashboard alone. */
export const ROUNDS = 4;
/** How often a chain that nobody answered begins again, because the caller says that the danger goes on. */
export const MOST_STARTS = 10;
/** Between two of the chain when the first was not reached at all: a telephone service away comes back. */
export const UNTOLD_SECONDS = 5;
const DESK_SECONDS = 30;
/** A telephone rings this long at least and at most, whatever comes after it. */
const RING_SECONDS = { least: 15, most: 60 };

const E164 = /^\+[1-9]\d{5,14}$/;

/**
 * The hotel's chain with its numbers as the directory has them now. Only what a manager wrote into the policies is ever
 * rung. Without a chain it is the directory's first number: the one that rings when the app is away.
 */
export function chainOf(
  members: readonly AlarmMember[] = [],
  entries: readonly DirectoryEntry[] = [],
): ChainMember[] {
  const dialled = (number: string | undefined): string | null =>
    number && E164.test(number) ? number : null;
  if (members.length > 0)
    return members.map(({ name, destination, number, seconds }) => ({
      name,
      number: dialled(number ?? entries.find((entry) => entry.destination === destination)?.number),
      seconds,
    }));
  const desk = entries.find((entry) => dialled(entry.number));
  return desk
    ? [
        {
          name: desk.spokenName || desk.destination,
          number: dialled(desk.number),
          seconds: DESK_SECONDS,
        },
      ]
    : [];
}

/**
 * Every telling of one start of an alarm (from 1), counted from 1 over all rounds of all starts; members without a number
 * are passed over.
 */
export function attemptsOf(
  chain: readonly ChainMember[],
  start = 1,
): { attempt: number; member: ChainMember }[] {
  const all = Array.from({ length: ROUNDS }, () => chain).flat();
  const before = (start - 1) * all.length;
  return all.flatMap((member, at) => (member.number ? [{ attempt: before + at + 1, member }] : []));
}

/** The start an attempt belongs to, from 1. */
export const startOf = (chain: readonly ChainMember[], attempt: number): number =>
  Math.max(1, Math.ceil(attempt / Math.max(1, chain.length * ROUNDS)));

/** Who is told at an attempt. */
export const memberAt = (chain: readonly ChainMember[], attempt: number): ChainMember | undefined =>
  attempt >= 1 && attempt <= chain.length * ROUNDS * MOST_STARTS
    ? chain[(attempt - 1) % chain.length]
    : undefined;

export const ringSecondsOf = ({ seconds }: ChainMember): number =>
  Math.min(RING_SECONDS.most, Math.max(RING_SECONDS.least, seconds));

/** Whether two places are the same words. */
export const samePlace = (one: string, other: string): boolean => plain(one) === plain(other);
const plain = (place: string): string =>
  place
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
