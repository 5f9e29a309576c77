"use client";
import { createContext, useContext, useEffect, useRef } from "react";

/** Single-letter keys are on unless the account turned them off (WCAG 2.1.4). */
export const SingleKeysContext = createContext(true);
export const useSingleKeys = (): boolean => useContext(SingleKeysContext);

/** What a key press looks like to our pure key maps. */
export interface KeyPress {
  key: string;
  ctrl: boolean;
  shift: boolean;
  alt: boolean;
}

export const keyPress = (event: KeyboardEvent): KeyPress => ({
  key: event.key,
  ctrl: event.ctrlKey || event.metaKey,
  shift: event.shiftKey,
  alt: event.altKey,
});

const editable =
  'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="combobox"], [role="textbox"]';
const owner =
  '[role="dialog"]:not([data-peek]), [role="alertdialog"], [role="menu"], [role="listbox"], [role="slider"]';

/** Whether a key belongs to a control that is being written in, or to an open layer, and not to the page. */
export function keyTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const box = target.closest<HTMLElement>(editable);
  // A checkbox is an input too, but nobody writes in it.
  const writing =
    box && !(box instanceof HTMLInputElement && /^(checkbox|radio|button|submit)$/.test(box.type));
  return Boolean(writing) || target.closest(owner) !== null;
}

/** Calls `handle` for keys that reach the page; its return value says whether the key was used. */
export function usePageKeys(
  handle: (press: KeyPress, event: KeyboardEvent) => boolean,
  enabled = true,
): void {
  const latest = useRef(handle);
  useEffect(() => {
    latest.current = handle;
  });
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || keyTaken(event.target)) return;
      if (latest.current(keyPress(event), event)) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [enabled]);
}
