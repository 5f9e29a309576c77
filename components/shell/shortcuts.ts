import type { KeyPress } from "@/components/lib/keys";

export type ShortcutAction =
  | { type: "palette" }
  | { type: "hotels" }
  | { type: "help" }
  | { type: "sidebar" }
  | { type: "new" }
  | { type: "go"; key: string }
  /** `g` was pressed: the next letter says where. */
  | { type: "wait" };

/** How long `g` waits for its letter, in ms. */
export const CHORD_MS = 1_200;

interface ShortcutState {
  /** When `g` was pressed, or null. */
  chordAt: number | null;
  now: number;
  /** Letters of pages this person may open. */
  keys: readonly string[];
  letters: boolean;
}

/** What a key does everywhere. Ctrl combinations work in inputs too, letters never do. */
export function shortcut(
  press: KeyPress,
  { chordAt, now, keys, letters }: ShortcutState,
): ShortcutAction | null {
  const key = press.key.toLowerCase();
  if (press.ctrl && !press.alt && !press.shift) {
    if (key === "k") return { type: "palette" };
    return key === "." ? { type: "hotels" } : null;
  }
  if (press.ctrl || press.alt || !letters) return null;
  if (chordAt !== null && now - chordAt <= CHORD_MS) return keys.includes(key) ? { type: "go", key } : null;
  if (press.key === "g") return { type: "wait" };
  if (press.key === "?") return { type: "help" };
  if (press.key === "[") return { type: "sidebar" };
  return press.key === "n" ? { type: "new" } : null;
}

/** The keys of every page, for the help dialog. */
export const helpKeys: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: "Anywhere",
    keys: [
      ["Ctrl K", "Go, find or act"],
      ["Ctrl .", "Change hotel"],
      ["[", "Fold or open the sidebar"],
      ["?", "These keys"],
      ["Esc", "Close"],
    ],
  },
  {
    title: "Lists",
    keys: [
      ["/", "Search"],
      ["n", "New"],
      ["j k", "Next, previous row"],
      ["Enter", "Open"],
      ["Space", "Peek"],
      ["x", "Select; Shift selects a range"],
    ],
  },
  {
    title: "Forms and recordings",
    keys: [
      ["Ctrl Enter", "Save"],
      ["Space", "Play or pause"],
      ["← →", "5 seconds; with Shift a turn"],
    ],
  },
];
