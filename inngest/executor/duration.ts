const UNITS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * The instant a sleep or time-out ends: a duration as the SDK writes it (`1d2h30m`), counted from `now`,
 * or an ISO instant. Throws a RangeError for anything else.
 */
export function instantAfter(text: string, now: Date): Date {
  if (/^(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+$/.test(text)) {
    let milliseconds = 0;
    for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)) {
      milliseconds += Number(amount) * (UNITS[unit ?? ""] ?? 0);
    }
    return new Date(now.getTime() + milliseconds);
  }
  // The SDK writes an empty duration for zero.
  if (text === "") return now;
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) throw new RangeError(`"${text}" is neither a duration nor an instant`);
  return instant;
}
