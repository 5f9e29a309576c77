"use client";
import { useEffect, useRef } from "react";
import { keyPress, keyTaken } from "@/components/lib/keys";
import { type ShortcutAction, shortcut } from "./shortcuts";

interface ShortcutOptions {
  keys: readonly string[];
  letters: boolean;
  onAction: (action: Exclude<ShortcutAction, { type: "wait" }>) => void;
}

/** Listens for the keys that work on every page. */
export function useShortcuts(options: ShortcutOptions): void {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => {
    let chordAt: number | null = null;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const press = keyPress(event);
      if (!press.ctrl && keyTaken(event.target)) return;
      const { keys, letters, onAction } = latest.current;
      const action = shortcut(press, { chordAt, now: performance.now(), keys, letters });
      chordAt = action?.type === "wait" ? performance.now() : null;
      if (!action) return;
      event.preventDefault();
      // A page's own list must not also take the letter that ended a chord.
      if (action.type === "go") event.stopImmediatePropagation();
      if (action.type !== "wait") onAction(action);
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, []);
}
