import type { Turn } from "./turn";

/** Six seconds of nothing: ask differently; again: another way; a third time: close kindly. */
export async function handleSilence(t: Turn, count: number): Promise<void> {
  const pending = t.state.pending;
  if (count <= 1) {
    const last = t.state.lastSaid.at(-1)?.text;
    t.say(last ?? t.phrase("howCanIHelp"), [], "question");
    if (!pending) t.state.pending = { field: "open", expect: { kind: "open" }, asked: 1 };
  }
}
