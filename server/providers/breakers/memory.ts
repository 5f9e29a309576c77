import type { BreakerBoard, BreakerNotice } from "./port";

interface Place {
  open: Map<string, number>;
  listeners: Map<object, (notice: BreakerNotice) => void>;
}

/** Boards of one process that hear each other; what is open is remembered for `windowMs`. */
export function createMemoryBoards(windowMs: number, now: () => number): () => BreakerBoard {
  const place: Place = { open: new Map(), listeners: new Map() };
  return () => {
    const me = {};
    return {
      announce({ key, state }) {
        if (state === "open") place.open.set(key, now() + windowMs);
        else place.open.delete(key);
        for (const [who, heard] of place.listeners) if (who !== me) heard({ key, state });
      },
      listen(heard) {
        for (const [key, until] of place.open) if (until > now()) heard({ key, state: "open" });
        place.listeners.set(me, heard);
        return () => void place.listeners.delete(me);
      },
      async close() {
        place.listeners.delete(me);
      },
    };
  };
}
