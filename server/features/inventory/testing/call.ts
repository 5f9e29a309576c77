import type { Tx } from "@/server/db";
import { businessDate } from "@/server/kernel/dates";
import { newId } from "@/server/kernel/ids";
import { canonicalJson } from "@/server/kernel/json";
import { silentLogger } from "@/server/kernel/logger";
import { spokenIn } from "@/server/kernel/spoken";
import { type ToolData, type ToolName, tools, type Verification } from "@/server/tools";
import {
  type Handles,
  TooLate,
  type ToolCtx,
  type ToolDone,
  type ToolOutcome,
  type ToolRefused,
  type ToolVerb,
} from "@/server/verbs/define-tool";
import { retrying } from "@/server/verbs/define-verb";
import { appendAudit, emit } from "@/server/verbs/record";
import type { TestHotel, World } from "./hotel";

/** Handles of a call for tests: the same rows as the runner's, read one by one. */
function testHandles(tx: Tx, tenantId: string, callId: string): Handles {
  const create = async (prefix: string, payload: unknown) => {
    const handle = `${prefix}_${(await tx.callHandle.count({ where: { callId, kind: prefix } })) + 1}`;
    await tx.callHandle.create({
      data: { tenantId, callId, handle, kind: prefix, payload: JSON.parse(canonicalJson(payload)) as object },
    });
    return handle;
  };
  return {
    create,
    async find<T>(handle: string) {
      const row = await tx.callHandle.findFirst({ where: { callId, handle } });
      return (row?.payload as T) ?? null;
    },
    async reuse(prefix, payload) {
      const rows = await tx.callHandle.findMany({ where: { callId, kind: prefix } });
      const same = rows.find((row) => canonicalJson(row.payload) === canonicalJson(payload));
      return same?.handle ?? create(prefix, payload);
    },
  };
}

/** A running call that uses tools as the runner would: arguments parsed, one transaction each, audit and events kept. */
export class TestCall {
  readonly callId = newId();
  private constructor(
    private readonly world: World,
    private readonly hotel: TestHotel,
  ) {}

  static async open(
    world: World,
    hotel: TestHotel,
    fields: { fromNumber?: string; language?: string } = {},
  ): Promise<TestCall> {
    const call = new TestCall(world, hotel);
    await world.db.withTenant(hotel.tenantId, (db) =>
      db.call.create({
        data: {
          tenantId: hotel.tenantId,
          id: call.callId,
          hotelId: hotel.hotelId,
          channel: "simulator",
          startedAt: world.clock.now(),
          ...fields,
        },
      }),
    );
    return call;
  }

  async use<N extends ToolName>(tool: ToolVerb<N>, args: unknown): Promise<ToolOutcome<N>> {
    const input = tools[tool.name].input.parse(args) as Parameters<ToolVerb<N>["run"]>[2];
    return retrying(() =>
      this.world.db.transaction(
        this.hotel.tenantId,
        async (tx) => {
          const ctx = await this.scope(tx);
          const outcome = await tool.run(tx, ctx, input);
          if (outcome.ok) tools[tool.name].data.parse(outcome.data);
          const notes =
            outcome.audit === undefined ? [] : Array.isArray(outcome.audit) ? outcome.audit : [outcome.audit];
          for (const note of notes) await appendAudit(tx, ctx, `line.${tool.name}`, note);
          await emit(tx, ctx, outcome.events ?? []);
          if (outcome.ok) await outcome.last?.();
          return outcome;
        },
        60_000,
      ),
    ).catch((error: unknown) => {
      if (error instanceof TooLate) return error.refusal;
      throw error;
    });
  }

  /** The result of a tool that must succeed. */
  async done<N extends ToolName>(tool: ToolVerb<N>, args: unknown): Promise<ToolDone<ToolData<N>>> {
    const outcome = await this.use(tool, args);
    if (!outcome.ok) throw new Error(`${tool.name} was refused: ${outcome.code}: ${outcome.ask}`);
    return outcome;
  }

  /** The refusal of a tool that must not succeed. */
  async refused<N extends ToolName>(tool: ToolVerb<N>, args: unknown): Promise<ToolRefused> {
    const outcome = await this.use(tool, args);
    if (outcome.ok) throw new Error(`${tool.name} was not refused: ${outcome.say}`);
    return outcome;
  }

  private async scope(tx: Tx): Promise<ToolCtx> {
    await tx.$queryRaw`SELECT 1 FROM call WHERE id = ${this.callId}::uuid FOR NO KEY UPDATE`;
    const call = await tx.call.findFirstOrThrow({ where: { id: this.callId }, include: { hotel: true } });
    const { hotel } = call;
    return {
      tenantId: this.hotel.tenantId,
      hotelId: hotel.id,
      actor: { kind: "call", callId: this.callId, epoch: 1 },
      deps: this.world.deps,
      log: silentLogger,
      tx,
      call: {
        callId: this.callId,
        epoch: 1,
        language: call.language,
        ...(call.fromNumber ? { callerNumber: call.fromNumber } : {}),
        ...(call.guestId ? { guestId: call.guestId } : {}),
        verification: call.verification as Verification,
        verifiedReservationIds: call.verifiedReservationIds,
        hotel: {
          id: hotel.id,
          name: hotel.name,
          timeZone: hotel.timeZone,
          country: hotel.country,
          currency: hotel.currency,
          auditHour: hotel.auditHour,
        },
        today: businessDate(this.world.clock.now(), hotel.timeZone, hotel.auditHour),
      },
      handles: testHandles(tx, this.hotel.tenantId, this.callId),
      spoken: spokenIn("en"),
    };
  }
}
