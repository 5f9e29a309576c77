"use client";
import { useEffect, useState } from "react";

/** How long a copy is confirmed, in ms. */
const SAID_MS = 6_000;

export type Copied = "no" | "yes" | "refused";

/** Puts a text on the clipboard and says for a while whether it is there. Without https a browser has no clipboard. */
export function useCopy() {
  const [copied, setCopied] = useState<Copied>("no");
  useEffect(() => {
    if (copied === "no") return;
    const timer = setTimeout(() => setCopied("no"), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied("yes");
    } catch {
      setCopied("refused");
    }
  };
  return { copied, copy };
}
