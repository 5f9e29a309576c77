/** A lane as one SVG path: bars of `peaks` (0..1) around `mid`, each at most `half` high, one unit apart. */
export function peaksPath(peaks: readonly number[], mid: number, half: number): string {
  return peaks
    .map((peak, at) => {
      const height = Math.max(0.5, Math.min(1, Number.isFinite(peak) ? Math.abs(peak) : 0) * half);
      return `M${at + 0.5} ${(mid - height).toFixed(2)}V${(mid + height).toFixed(2)}`;
    })
    .join("");
}

/** As many peaks as there is room for, each the greatest of those it stands for. */
export function fitPeaks(peaks: readonly number[], room: number): number[] {
  if (peaks.length <= room) return [...peaks];
  return Array.from({ length: room }, (_, at) => {
    const from = Math.floor((at * peaks.length) / room);
    const to = Math.max(from + 1, Math.floor(((at + 1) * peaks.length) / room));
    return peaks.slice(from, to).reduce((most, peak) => Math.max(most, Math.abs(peak)), 0);
  });
}

/** Where a key leads in a recording: arrows 5 s, with Shift to the turn before or after, Home, End. Null: not ours. */
export function seekKey(
  key: string,
  shift: boolean,
  time: number,
  duration: number,
  turns: readonly number[],
): number | null {
  const within = (ms: number) => Math.min(duration, Math.max(0, ms));
  switch (key) {
    case "ArrowRight":
      return within(shift ? (turns.find((turn) => turn > time + 50) ?? duration) : time + 5_000);
    case "ArrowLeft":
      // A second into a turn, "back" means its beginning is still the one meant.
      return within(shift ? (turns.findLast((turn) => turn < time - 1_000) ?? 0) : time - 5_000);
    case "Home":
      return 0;
    case "End":
      return duration;
    default:
      return null;
  }
}
