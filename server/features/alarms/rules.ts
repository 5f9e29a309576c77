import type { AlarmMember, DirectoryEntry } from "@/server/features/policies";
import type { ChainMember } from "./schema";

/** How often the whole chain is told before the alarm stands unanswered in the dashboard alone. */
export const ROUNDS = 4;
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

/** Every telling of an alarm, counted from 1 over all rounds; members without a number are passed over. */
export function attemptsOf(chain: readonly ChainMember[]): { attempt: number; member: ChainMember }[] {
  const all = Array.from({ length: ROUNDS }, () => chain).flat();
  return all.flatMap((member, at) => (member.number ? [{ attempt: at + 1, member }] : []));
}

/** Who is told at an attempt. */
export const memberAt = (chain: readonly ChainMember[], attempt: number): ChainMember | undefined =>
  attempt >= 1 && attempt <= chain.length * ROUNDS ? chain[(attempt - 1) % chain.length] : undefined;

export const ringSecondsOf = ({ seconds }: ChainMember): number =>
  Math.min(RING_SECONDS.most, Math.max(RING_SECONDS.least, seconds));

/** Whether two places are the same words. */
export const samePlace = (one: string, other: string): boolean => plain(one) === plain(other);
const plain = (place: string): string =>
  place
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
