import type { Clause } from "./elevenlabs-clause";
import { ElevenLabsSocket, failure } from "./elevenlabs-socket";
import { type Answer, closing, MOST_CONTEXTS, opening } from "./elevenlabs-wire";

/** Milliseconds. */
export interface LineLimits {
  connectMs: number;
  /** From a clause's question to its first message, and between two of its messages. */
  silenceMs: number;
  /** A socket over which nothing went for so long is closed. */
  idleMs: number;
  /** A clause that is left after so long without a message leaves its socket in doubt: the next clause gets a new one. */
  doubtMs: number;
}

/** A clause on its socket. */
interface Saying {
  clause: Clause;
  asked: boolean;
  /** Its context has been told to close. */
  closing: boolean;
  /** When it was asked for, or the vendor's last message about it. */
  at: number;
  silence: NodeJS.Timeout | undefined;
}

/** One socket and the clauses that are said over it, each in a context of its own. */
export class Line {
  private readonly socket: ElevenLabsSocket;
  private readonly sayings = new Map<string, Saying>();
  /** Contexts nobody listens to any more: the vendor counts them until it has called them final. */
  private readonly left = new Set<string>();
  private idle: NodeJS.Timeout;
  private retired = false;
  private ended = false;

  constructor(
    readonly url: string,
    apiKey: string,
    private readonly limits: LineLimits,
  ) {
    this.socket = new ElevenLabsSocket(url, apiKey, limits.connectMs, {
      opened: () => {
        for (const saying of this.sayings.values()) this.ask(saying);
      },
      answer: (answer) => this.take(answer),
      failed: (error) => this.finish(error),
    });
    this.idle = setTimeout(() => this.checkIdle(), limits.idleMs).unref();
  }

  get isOpen(): boolean {
    return this.socket.isOpen;
  }

  /** Whether no other clause will be said over it. */
  get over(): boolean {
    return this.ended || this.retired;
  }

  get hasRoom(): boolean {
    return !this.over && this.sayings.size + this.left.size < MOST_CONTEXTS;
  }

  /** Resolves when the socket is gone. */
  get gone(): Promise<void> {
    return this.socket.gone;
  }

  /** Asks for the clause, as soon as the socket is open. */
  say(clause: Clause): void {
    const at = performance.now();
    const saying: Saying = { clause, asked: false, closing: false, at, silence: undefined };
    this.sayings.set(clause.id, saying);
    if (this.isOpen) this.ask(saying);
  }

  /** Nobody listens to the clause any more: its context is closed, and the socket stays. */
  leave(clause: Clause): void {
    const saying = this.sayings.get(clause.id);
    if (!saying) return;
    this.remove(saying);
    if (saying.asked) {
      this.left.add(clause.id);
      this.close(saying);
    }
    this.retired ||= performance.now() - saying.at > this.limits.doubtMs;
    this.settle();
  }

  /** Takes no more clauses; ends when those at work have ended. */
  retire(): void {
    this.retired = true;
    this.settle();
  }

  /** Ends it and what is said over it. */
  end(): Promise<void> {
    this.socket.end();
    this.finish(failure("is closed", false));
    return this.gone;
  }

  private ask(saying: Saying): void {
    const { id, text, request, speakable } = saying.clause;
    saying.asked = true;
    saying.at = performance.now();
    saying.silence = setTimeout(() => this.checkSilence(saying), this.limits.silenceMs);
    this.socket.send(...opening(id, text, request.pace));
    // A close that overtakes its text makes the vendor say nothing (pipecat 4681, 5271): sent at once only where none is lost.
    if (!speakable) this.close(saying);
  }

  private close(saying: Saying): void {
    if (!saying.closing) this.socket.send(closing(saying.clause.id));
    saying.closing = true;
  }

  private take(answer: Answer): void {
    const { contextId, error, isFinal } = answer;
    if (contextId === undefined) {
      if (error !== undefined) this.socket.fail(failure("refused to go on"));
      return;
    }
    const saying = this.sayings.get(contextId);
    if (!saying) {
      if (isFinal) this.left.delete(contextId);
      return;
    }
    const { clause } = saying;
    saying.at = this.socket.lastAt;
    if (error !== undefined) clause.fail(failure("refused the clause"));
    else clause.take(answer);
    if (isFinal) {
      this.remove(saying);
      this.settle();
    } else if (clause.isOver) {
      // Without an error it was too long: who floods one context is not trusted with another.
      this.retired ||= error === undefined;
      this.leave(clause);
    } else if (clause.sounds) {
      // Only a closed context is ever called final (bolna 790); once it sounds, the rest comes before that (pipecat 5282).
      this.close(saying);
    }
  }

  private checkSilence(saying: Saying): void {
    const left = saying.at + this.limits.silenceMs - performance.now();
    if (left > 1) {
      saying.silence = setTimeout(() => this.checkSilence(saying), left);
      return;
    }
    this.retired = true;
    saying.clause.fail(failure("fell silent"));
    this.leave(saying.clause);
  }

  private checkIdle(): void {
    const { idleMs } = this.limits;
    const left = this.socket.lastAt + idleMs - performance.now();
    if (left <= 1 && this.sayings.size === 0) return this.retire();
    this.idle = setTimeout(() => this.checkIdle(), left > 1 ? left : idleMs).unref();
  }

  private remove(saying: Saying): void {
    clearTimeout(saying.silence);
    this.sayings.delete(saying.clause.id);
  }

  private settle(): void {
    if (this.retired && this.sayings.size === 0) void this.end();
  }

  private finish(error: Error): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.idle);
    for (const saying of [...this.sayings.values()]) {
      this.remove(saying);
      saying.clause.fail(error);
    }
  }
}
