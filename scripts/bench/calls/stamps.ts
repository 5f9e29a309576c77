import { performance } from "node:perf_hooks";

/** What happened to a turn on its way; times are milliseconds of this machine's monotonic clock. */
export interface TurnStamps {
  /** The worker's voice detector first called it speech. */
  onset?: number;
  /** The recogniser saw the end of speech, and gave its final. */
  endpoint?: number;
  final?: number;
  /** The model was asked, and gave its first token. */
  asked?: number;
  token?: number;
  /** The voice was asked, and gave its first sound. */
  voice?: number;
  sound?: number;
}
export type Stamp = keyof TurnStamps;

const offset = Number(process.hrtime.bigint()) / 1e6 - performance.now();

/** The machine's monotonic clock in milliseconds, the same in every process. */
export const machineNow = (): number => performance.now() + offset;
/** A moment of this process's `performance.now` on the machine's clock. */
export const machineTime = (moment: number): number => moment + offset;

/** Notes the first time of each stamp of each turn. */
export class Stamps {
  private turns: Record<string, TurnStamps> = {};

  note(tag: string | undefined, stamp: Stamp, at = machineNow()): void {
    if (tag === undefined) return;
    const turn = this.turns[tag] ?? {};
    turn[stamp] ??= at;
    this.turns[tag] = turn;
  }

  take(): Record<string, TurnStamps> {
    const taken = this.turns;
    this.turns = {};
    return taken;
  }
}
