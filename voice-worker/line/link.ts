import { EventSourceParserStream } from "eventsource-parser/stream";
import type { z } from "zod";
import type { Logger } from "@/server/kernel/logger";
import { Command, type HeartbeatRequest } from "@/server/line/contract";
import type { Timers } from "../timing";
import { backOff } from "./backoff";
import type { LineClient } from "./client";

/** A command stream on which nothing comes for this long, not even a comment, is dead. */
const STREAM_SILENCE_MS = 60_000;

export interface LinkDeps {
  client: LineClient;
  timers: Timers;
  log: Logger;
  load(): z.input<typeof HeartbeatRequest>;
  command(command: Command): void;
  /** Called when the app is reached again after it was away, and the first time. */
  reachable(yes: boolean): void;
}

/** Keeps the worker known to the app: heartbeats, and the stream of commands, both until the signal aborts. */
export class LineLink {
  private isUp: boolean | undefined;

  constructor(private readonly deps: LinkDeps) {}

  /** Resolves when the signal has aborted and both loops have ended. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([this.beat(signal), this.listen(signal)]);
  }

  /** Says at once how things are, without waiting for the next beat: a drain begins. */
  async beatNow(signal: AbortSignal): Promise<void> {
    await this.deps.client.heartbeat(this.deps.load(), signal);
  }

  private async beat(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      try {
        const { heartbeatMs } = await this.deps.client.registered(signal);
        const began = this.deps.timers.now();
        await this.beatNow(signal);
        this.up(true);
        failures = 0;
        // From beat to beat, whatever the app needed to answer.
        await this.pause(Math.max(1, heartbeatMs - (this.deps.timers.now() - began)), signal);
      } catch (error) {
        if (signal.aborted) return;
        this.up(false);
        this.deps.log.warn({ reason: String(error) }, "heartbeat failed");
        await backOff(Math.min(failures++, 4), this.deps.timers, signal);
      }
    }
  }

  private async listen(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      const ended = new AbortController();
      try {
        const own = AbortSignal.any([signal, ended.signal]);
        await this.readCommands(own, () => {
          failures = 0;
        });
      } catch (error) {
        if (!signal.aborted) this.deps.log.debug({ reason: String(error) }, "command stream ended");
      }
      ended.abort();
      await backOff(failures++, this.deps.timers, signal);
    }
  }

  private async readCommands(signal: AbortSignal, onData: () => void): Promise<void> {
    const quiet = new AbortController();
    let cancel = () => {};
    const alive = () => {
      cancel();
      cancel = this.deps.timers.after(STREAM_SILENCE_MS, () =>
        quiet.abort(new Error("The command stream fell silent.")),
      );
    };
    try {
      const response = await this.deps.client.commandStream(AbortSignal.any([signal, quiet.signal]));
      alive();
      const watched = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(
        new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
          transform(chunk, controller) {
            alive();
            onData();
            controller.enqueue(chunk);
          },
        }),
      );
      const messages = watched
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(new EventSourceParserStream());
      for await (const message of messages) this.obey(message.data);
    } finally {
      cancel();
    }
  }

  private obey(data: string): void {
    const parsed = Command.safeParse(parse(data));
    if (parsed.success) this.deps.command(parsed.data);
    else this.deps.log.warn({}, "a command was not understood");
  }

  private up(yes: boolean): void {
    if (this.isUp === yes) return;
    this.isUp = yes;
    this.deps.reachable(yes);
  }

  private pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        cancel();
        signal.removeEventListener("abort", finish);
        resolve();
      };
      const cancel = this.deps.timers.after(ms, finish);
      signal.addEventListener("abort", finish, { once: true });
      if (signal.aborted) finish();
    });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
