import type { CallOpening } from "@/server/line/contract";

/** Names that go before everything but the room types: half of what the vendor with the least room takes. */
const FIRST_NAMES = 30;

/**
 * The words an ear listens for. Vendors take a few dozen, the first ones: room types and the guests who are likeliest to
 * call have their share before a hotel's places and articles.
 */
export function worthHearing({
  vocabulary,
  names,
  roomTypes,
}: Pick<CallOpening, "vocabulary" | "names" | "roomTypes">): string[] {
  const [later, places] = [names.slice(FIRST_NAMES), vocabulary];
  const rest = Array.from({ length: Math.max(later.length, places.length) }, (_, n) => [places[n], later[n]]);
  const words = [
    ...roomTypes.map((type) => type.spokenName),
    ...names.slice(0, FIRST_NAMES),
    ...rest.flat().filter((word) => word !== undefined),
  ];
  return [...new Set(words)];
}
