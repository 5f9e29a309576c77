import type { WorkerMessage } from "@/server/line/browser-media";
import type { LiveUpdate } from "../media/port";

/** A guest's end of a call, spoken or typed: what a script needs of it. */
export interface Caller {
  readonly updates: readonly LiveUpdate[];
  onUpdate: (update: LiveUpdate) => void;
  /** Says or types it; resolves when it is out. */
  say(text: string): Promise<void>;
  press(keys: string): void;
  hangUp(): void;
  /** Resolves when the call is over, by either side. */
  readonly ended: Promise<void>;
}

/** What the line has said since the guest last spoke. */
export function lastWords(updates: readonly LiveUpdate[]): string {
  const from = updates.findLastIndex((update) => update.type === "guest" && update.final);
  return updates
    .slice(from + 1)
    .flatMap((update) => (update.type === "line" ? [update.text] : []))
    .join(" ");
}

/** True when the line listens. */
export const isListening = (update: WorkerMessage | LiveUpdate): boolean =>
  update.type === "state" && update.listening;

/** The line has asked for a moment, and what it is to come back with was not said yet: nobody answers that. */
export const askedToWait = (updates: readonly LiveUpdate[]): boolean => {
  const last = updates.findLast(
    (update) => update.type === "line" || (update.type === "guest" && update.final),
  );
  return last?.type === "line" && last.kind === "filler";
};
