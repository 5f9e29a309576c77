import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Role } from "@/server/auth/permissions";
import type { Tx } from "@/server/db";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { FakeTelephony } from "@/server/providers/telephony/fake";
import { as } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { putPolicy, startCall, type TestCall } from "@/server/testing/tool-call";
import type { Deps, HotelCtx } from "@/server/verbs/ctx";
import { lineTools } from "..";

/** At night in Oslo: outside every hour in which guests may be called. */
const NIGHT = new Date("2026-03-04T02:00:00Z");
export const MANAGER = "+4722334455";
export const GUARD = "+4790012345";
export const fire = { kind: "fire", place: "room 412", happening: "Anna Berg smells smoke" };

/** A hotel in which a guest is on the line: without a telephone account until a test says otherwise. */
export class AlarmHouse {
  readonly clock = new FixedClock(NIGHT);
  deps!: Deps;
  hotel!: SmallHotel;
  call!: TestCall;
  /** The telephone service of a hotel that has one. */
  fake!: FakeTelephony;
  private numbers = 0;

  /** Another hotel, with another call. */
  async begin(deps: Deps): Promise<void> {
    this.deps = deps;
    this.hotel = await makeHotel(deps.db);
    await this.called();
  }

  async called(language?: string): Promise<void> {
    this.call = await startCall(this.deps, this.hotel, lineTools, language ? { language } : {});
  }

  /** A hotel with a telephone and a chain of two. */
  async withTelephone(chain: object = {}): Promise<void> {
    const { hotel } = this;
    this.fake = new FakeTelephony();
    this.deps = {
      ...this.deps,
      telephony: {
        connect: () => this.fake,
        publicOrigin: "https://voice.example",
        platform: { accountSid: `AC${"1".repeat(32)}`, authToken: "token" },
      },
    };
    await this.read((db) =>
      db.phoneNumber.create({
        data: {
          ...{ tenantId: hotel.tenantId, id: newId(), hotelId: hotel.hotelId },
          e164: `+4722${200_000 + ++this.numbers}`,
        },
      }),
    );
    await putPolicy(this.deps, hotel, "directory", {
      entries: [
        {
          ...{ destination: "manager", spokenName: "the manager", number: MANAGER },
          ...{ handles: "all", overflow: "message" },
        },
      ],
    });
    await putPolicy(this.deps, hotel, "safety", {
      emergencyNumber: "110",
      alarmMembers: [
        { name: "Manager", destination: "manager", seconds: 20 },
        { name: "Guard", number: GUARD, seconds: 40 },
      ],
      ...chain,
    });
    await this.called();
  }

  read<T>(run: (db: Tx) => Promise<T>): Promise<T> {
    return this.deps.db.withTenant(this.hotel.tenantId, run);
  }

  as(role?: Role): HotelCtx {
    return as(this.deps, this.hotel, role);
  }

  job(hotel = this.hotel): HotelCtx {
    return { ...as(this.deps, hotel), actor: { kind: "job", name: "carry-out-alarm" } };
  }

  async raise(args: object = fire) {
    const result = await this.call.tool("raise_emergency", args as Record<string, unknown>);
    if (!result.ok) throw new Error(result.ask);
    return result;
  }

  alarms() {
    return this.read((db) => db.alarm.findMany({ orderBy: { raisedAt: "asc" } }));
  }

  /** The only one. */
  async alarm() {
    const [alarm, ...more] = await this.alarms();
    if (!alarm || more.length > 0) throw new Error(`There are ${more.length + (alarm ? 1 : 0)} alarms.`);
    return alarm;
  }
}

/** A database for the tests of a file, and a house of its own for each. */
export function alarmHouse(): AlarmHouse {
  const house = new AlarmHouse();
  let t: TestDeps;
  beforeAll(async () => {
    t = await makeTestDeps({ clock: house.clock });
  });
  afterAll(() => t.close());
  beforeEach(() => house.begin(t.deps));
  return house;
}
