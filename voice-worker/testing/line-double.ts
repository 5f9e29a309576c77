import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { SignJWT } from "jose";
import type { z } from "zod";
import { type Clock, systemClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import {
  type CallEvent,
  CallOpening,
  type CallTokenClaims,
  type CallUsage,
  CloseRequest,
  type Command,
  EventsRequest,
  type Line,
  SnapshotRequest,
  ToolRequest,
} from "@/server/line/contract";
import type { ToolResult } from "@/server/tools";
import { LineAway, LineRefusal } from "../line/errors";
import { createTokenVerifier, TokenError } from "../line/token";
import { sampleOpening } from "./opening";

/** What a tool does in the double's world. */
export type DoubleTools = (call: DoubleCall, request: ToolRequest) => ToolResult | Promise<ToolResult>;

export interface DoubleCall {
  callId: string;
  tenantId: string;
  channel: CallTokenClaims["channel"];
  epoch: number;
  openedAt: number;
  events: CallEvent[];
  /** Highest sequence accepted in the current epoch. */
  accepted: number;
  partials: string[];
  tools: { request: ToolRequest; result: ToolResult }[];
  snapshot: { value: unknown; elapsedMs: number; usage?: CallUsage | undefined } | undefined;
  closed: z.infer<typeof CloseRequest> | undefined;
  recording: { bytes: Buffer; complete: boolean };
}

export interface LineDoubleOptions {
  tools?: DoubleTools;
  opening?: Partial<CallOpening>;
  clock?: Clock;
}

const raw = (key: KeyObject): string => key.export({ format: "jwk" }).x as string;

const unknownTool: DoubleTools = (_call, { name }) => ({
  ok: false,
  code: "not_allowed",
  ask: `The hotel has not set up ${name.replaceAll("_", " ")}.`,
  options: [],
  facts: [],
});

/**
 * The app's side of the line contract in memory: epochs, single-use tokens, sequences, idempotent tools. Behaves as
 * the contract says, so that the worker can be tested without the app; the contract suite holds both to it.
 */
export class LineDouble implements Line {
  readonly calls = new Map<string, DoubleCall>();
  private readonly used = new Set<string>();
  private readonly results = new Map<string, ToolResult>();
  private readonly tokenKeys = generateKeyPairSync("ed25519");
  private readonly sealKeys = generateKeyPairSync("x25519");
  readonly tokenKey = raw(this.tokenKeys.publicKey);
  readonly sealKey = raw(this.sealKeys.publicKey);
  readonly clock: Clock;
  /** While true nothing answers, as when the app is away. */
  away = false;
  private readonly listeners = new Set<(command: Command) => void>();

  constructor(readonly options: LineDoubleOptions = {}) {
    this.clock = options.clock ?? systemClock;
  }

  /** The key that recordings and spool are sealed to, for opening them in tests. */
  get sealPrivateKey(): KeyObject {
    return this.sealKeys.privateKey;
  }

  /** A call token as the app mints it. */
  token(
    over: {
      callId?: string;
      channel?: CallTokenClaims["channel"];
      role?: CallTokenClaims["role"];
      upgrade?: CallTokenClaims["upgrade"];
      seconds?: number;
      key?: KeyObject;
    } = {},
  ) {
    const issued = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT({
      jti: newId(),
      tenantId: this.opening().hotel.id,
      channel: over.channel ?? "browser",
      ...(over.role ? { role: over.role } : {}),
      ...(over.upgrade ? { upgrade: over.upgrade } : {}),
    })
      .setProtectedHeader({ alg: "EdDSA" })
      .setSubject(over.callId ?? newId())
      .setExpirationTime(issued + (over.seconds ?? 60))
      .sign(over.key ?? this.tokenKeys.privateKey);
  }

  onCommand(listener: (command: Command) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  command(command: Command): void {
    for (const listener of this.listeners) listener(command);
  }

  call(callId: string): DoubleCall {
    const call = this.calls.get(callId);
    if (!call) throw new LineRefusal("not_found", "This call was not found.", 404);
    return call;
  }

  async open(token: string, { resume }: { resume: boolean }): Promise<CallOpening> {
    this.mustAnswer();
    const claims = await this.claimsOf(token);
    if (this.used.has(claims.jti))
      throw new LineRefusal("token_used", "This call token was used before.", 409);
    const earlier = this.calls.get(claims.sub);
    if (earlier?.closed) throw new LineRefusal("not_found", "This call is over.", 404);
    this.used.add(claims.jti);
    const call = earlier ?? this.newCall(claims);
    call.epoch += 1;
    call.accepted = 0;
    if (earlier) this.command({ type: "superseded", callId: call.callId, epoch: call.epoch });
    const resumed = resume && earlier?.snapshot ? { resumed: this.resumption(earlier) } : {};
    const now = this.clock.now().toISOString();
    return CallOpening.parse({
      ...this.opening(),
      callId: call.callId,
      epoch: call.epoch,
      channel: claims.channel,
      startedAt: new Date(call.openedAt).toISOString(),
      now,
      ...resumed,
    });
  }

  async tool(callId: string, input: ToolRequest, signal?: AbortSignal): Promise<ToolResult> {
    this.mustAnswer();
    const request = ToolRequest.parse(input);
    const call = this.current(callId, request.epoch);
    const key = JSON.stringify([callId, request.name, request.args]);
    const first = this.results.get(key);
    const result = first
      ? { ...first, repeated: true }
      : await (this.options.tools ?? unknownTool)(call, request);
    signal?.throwIfAborted();
    if (result.ok) this.results.set(key, first ?? result);
    call.tools.push({ request, result });
    return result;
  }

  async events(callId: string, input: z.input<typeof EventsRequest>): Promise<{ accepted: number }> {
    this.mustAnswer();
    const { epoch, events, partial } = EventsRequest.parse(input);
    const call = this.current(callId, epoch);
    for (const event of events.toSorted((a, b) => a.sequence - b.sequence)) {
      if (event.sequence !== call.accepted + 1) continue;
      call.events.push(event);
      call.accepted = event.sequence;
    }
    if (partial) call.partials.push(partial.text);
    return { accepted: call.accepted };
  }

  async snapshot(callId: string, input: z.input<typeof SnapshotRequest>): Promise<void> {
    this.mustAnswer();
    const { epoch, snapshot, elapsedMs, usage } = SnapshotRequest.parse(input);
    // Over the wire it would be JSON: what does not survive that must not pass here either.
    const value = JSON.parse(JSON.stringify(snapshot ?? null));
    this.current(callId, epoch).snapshot = { value, elapsedMs, usage };
  }

  async close(callId: string, input: z.input<typeof CloseRequest>): Promise<void> {
    this.mustAnswer();
    const request = CloseRequest.parse(input);
    const call = this.call(callId);
    if (request.epoch !== call.epoch) throw stale();
    call.closed ??= request;
  }

  async uploadRecording(callId: string, epoch: number, file: string): Promise<void> {
    this.mustAnswer();
    const call = this.call(callId);
    if (epoch !== call.epoch) throw stale();
    this.append(
      call,
      call.recording.bytes.length,
      (await readFile(file)).subarray(call.recording.bytes.length),
    );
    call.recording.complete = true;
  }

  /** Appends to a recording; a wrong offset changes nothing. Returns the offset to go on from. */
  append(call: DoubleCall, offset: number, bytes: Buffer): number {
    if (offset === call.recording.bytes.length && !call.recording.complete) {
      call.recording.bytes = Buffer.concat([call.recording.bytes, bytes]);
    }
    return call.recording.bytes.length;
  }

  /** True when length and digest are those of what arrived. */
  completeRecording(call: DoubleCall, bytes: number, sha256: string): boolean {
    const digest = createHash("sha256").update(call.recording.bytes).digest("hex");
    const good = call.recording.bytes.length === bytes && digest === sha256;
    call.recording.complete ||= good;
    return good;
  }

  current(callId: string, epoch: number): DoubleCall {
    const call = this.call(callId);
    if (epoch !== call.epoch) throw stale();
    return call;
  }

  private opening(): CallOpening {
    return { ...sampleOpening(this.clock.now()), ...this.options.opening };
  }

  private resumption(call: DoubleCall) {
    const done = call.tools
      .filter(({ result }) => !result.repeated)
      .map(({ request: { turnId, toolSequence, name, args }, result }) => ({
        ...{ turnId, toolSequence, name, args, result },
      }))
      .slice(-50);
    return { snapshot: call.snapshot?.value, elapsedMs: call.snapshot?.elapsedMs ?? 0, done };
  }

  private async claimsOf(token: string): Promise<CallTokenClaims> {
    try {
      return await (await createTokenVerifier(this.tokenKey)).verify(token);
    } catch (error) {
      if (error instanceof TokenError) throw new LineRefusal("unauthenticated", error.message, 401);
      throw error;
    }
  }

  private newCall({ sub, tenantId, channel }: CallTokenClaims): DoubleCall {
    const call: DoubleCall = {
      callId: sub,
      tenantId,
      channel,
      epoch: 0,
      openedAt: this.clock.now().getTime(),
      events: [],
      accepted: 0,
      partials: [],
      tools: [],
      snapshot: undefined,
      closed: undefined,
      recording: { bytes: Buffer.alloc(0), complete: false },
    };
    this.calls.set(sub, call);
    return call;
  }

  private mustAnswer(): void {
    if (this.away) throw new LineAway("The app is away.");
  }
}

const stale = () => new LineRefusal("stale_epoch", "Another worker has this call.", 409);
