import { realTimers, type Timers } from "@/voice-worker/timing";
import { SpeechError } from "../../errors";
import type { Asr, AsrOptions, AsrStream } from "../port";

/** What every vendor's adapter may be given. */
export interface VendorLimits {
  /** Callers at once; one more is refused. */
  maxStreams?: number;
  timers?: Timers;
}

export interface StreamMaker {
  open(options: AsrOptions, timers: Timers, onClose: (gone: Promise<void>) => void): AsrStream;
  /** Ends what all streams share. */
  close(): void;
}

const MAX_STREAMS = 2_000;

/** The part that is the same for all vendors: the cap, the caller's abort, and an end that waits for every socket. */
export function createVendorAsr(name: string, limits: VendorLimits, maker: StreamMaker): Asr {
  const { maxStreams = MAX_STREAMS, timers = realTimers } = limits;
  const streams = new Set<AsrStream>();
  const leaving = new Set<Promise<void>>();
  let closed = false;

  return {
    name,
    open(options, signal) {
      signal.throwIfAborted();
      if (closed) throw new SpeechError(`The ${name} ear is closed.`, name, false);
      if (streams.size >= maxStreams)
        throw new SpeechError(`The ${name} ear already serves ${maxStreams} callers.`, name, true);
      const onAbort = () => stream.close();
      const stream = maker.open(options, timers, (gone) => {
        signal.removeEventListener("abort", onAbort);
        streams.delete(stream);
        leaving.add(gone);
        void gone.finally(() => leaving.delete(gone));
      });
      signal.addEventListener("abort", onAbort, { once: true });
      streams.add(stream);
      return stream;
    },
    async close() {
      closed = true;
      for (const stream of [...streams]) stream.close();
      await Promise.all(leaving);
      maker.close();
    },
  };
}
