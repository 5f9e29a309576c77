import type { Breaker, Breakers, Permit } from "@/server/kernel/breaker";
import { isToolName, tools } from "@/server/tools";
import { LineAway, LineRefusal } from "./errors";

/** Calls that were never closed are forgotten beyond this. */
const MAX_CALLS = 5_000;

/** Danger, or a person wanted: worth a guest's wait, whatever the tools before it came to. */
const isUrgent = (name: string): boolean =>
  isToolName(name) && (tools[name].effect === "alarm" || name === "transfer_call");

export interface ToolBreakersOptions {
  breakers: Pick<Breakers, "of">;
  /** Whether the app can be reached is each worker's own matter. */
  workerId: string;
  /** Whether the app answers anything at all, its heartbeat for one. */
  reachable(): boolean;
}

interface Permits {
  app: Permit;
  hotel: Permit;
}

/**
 * Which guests still wait for a tool. One breaker a hotel, shared with the other workers: what hangs for one hotel is no
 * reason to let down another's guests. The app itself has one of its own for each worker.
 */
export class ToolBreakers {
  /** The hotel of each open call. */
  private readonly hotels = new Map<string, string>();
  private readonly app: () => Breaker;

  constructor(private readonly options: ToolBreakersOptions) {
    this.app = () => options.breakers.of(`line:app:${options.workerId}`);
  }

  opened(callId: string, hotelId: string): void {
    this.hotels.delete(callId);
    this.hotels.set(callId, hotelId);
    const [oldest] = this.hotels.keys();
    if (this.hotels.size > MAX_CALLS && oldest) this.hotels.delete(oldest);
  }

  over(callId: string): void {
    this.hotels.delete(callId);
  }

  /**
   * Runs a tool of this call. Rejects with `LineAway` at once while no answer is to be expected; but an alarm and a
   * transfer are tried whatever is expected.
   */
  async run<T>(callId: string, name: string, signal: AbortSignal, tool: () => Promise<T>): Promise<T> {
    const app = this.app();
    const hotel = this.options.breakers.of(`line:tools:${this.hotels.get(callId) ?? callId}`);
    // Neither is asked for its probe while the other would keep it from being made.
    const closed = app.state !== "open" && hotel.state !== "open";
    const byApp = closed ? app.allow() : undefined;
    const byHotel = byApp && hotel.allow();
    if (!byHotel) byApp?.released();
    if (!byHotel && !isUrgent(name)) throw new LineAway("The app does not answer tools just now.");
    const permits: Permits =
      byApp && byHotel ? { app: byApp, hotel: byHotel } : { app: app.insist(), hotel: hotel.insist() };
    const works = () => {
      permits.app.succeeded();
      permits.hotel.succeeded();
    };
    try {
      const result = await tool();
      works();
      return result;
    } catch (error) {
      if (error instanceof LineRefusal) works();
      else if (!signal.aborted) this.failed(permits, error);
      else {
        permits.app.released();
        permits.hotel.released();
      }
      throw error;
    }
  }

  private failed({ app, hotel }: Permits, error: unknown): void {
    const reached = !(error instanceof LineAway && error.unreached) && this.options.reachable();
    if (!reached) {
      hotel.released();
      return app.failed();
    }
    app.succeeded();
    hotel.failed();
  }
}
