import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import type { Tx } from "@/server/db";
import { FixedClock } from "@/server/kernel/clock";
import { newId } from "@/server/kernel/ids";
import { silentLogger } from "@/server/kernel/logger";
import { FakeTelephony } from "@/server/providers/telephony/fake";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import { putPolicy } from "@/server/testing/tool-call";
import type { Deps, HotelCtx } from "@/server/verbs/ctx";
import type { TwilioApp } from "../twilio-request";
import { twilioStep } from "../twilio-steps";

export const ORIGIN = "https://voice.example";
export const GUEST = "+4790012345";
export const DESK = "+4722334455";
/** Wednesday noon in Oslo. */
export const NOON = new Date("2026-03-04T11:00:00Z");

export interface Answer {
  status: number;
  xml: string;
}

/** A hotel with a telephone: the fake service, a number, and Twilio's signed posts. */
export interface Phone {
  t: TestDeps;
  deps: Deps;
  app: TwilioApp;
  clock: FixedClock;
  hotel: SmallHotel;
  number: string;
  fake: FakeTelephony;
  ctx: HotelCtx;
  close(): Promise<void>;
  /** Posts a step as Twilio would, signed. */
  post(step: string, params: Record<string, string>, query?: Record<string, string>): Promise<Answer>;
  /** Posts to an address that the app gave out. */
  follow(url: string, params: Record<string, string>): Promise<Answer>;
  sign(path: string, params: Record<string, string>): Request;
  read<T>(run: (db: Tx) => Promise<T>): Promise<T>;
  settings(values: object): Promise<void>;
  directory(entries: object[]): Promise<void>;
  addWorker(over?: object): Promise<string>;
  /** The record of a guest's running call, without any webhook before it. */
  guestCall(over?: object): Promise<{ callId: string; callSid: string }>;
  /** Where a worker that answers serves its media. */
  mediaUrl: string;
  /** The cross-tenant login, for the jobs' executor. */
  systemUrl: string;
}

export const newSid = (): string => `CA${newId().replaceAll("-", "")}`;

/** The address of an attribute in TwiML. */
export const urlIn = (xml: string, attribute: string): string => {
  const found = new RegExp(`\\b${attribute}="([^"]+)"`).exec(xml)?.[1];
  if (!found) throw new Error(`no ${attribute} in ${xml}`);
  return found.replaceAll("&amp;", "&");
};

export const desk = (over: object = {}) => ({
  destination: "front desk",
  spokenName: "the front desk",
  number: DESK,
  handles: "everything",
  overflow: "message",
  ...over,
});

let hotels = 0;

/** `account: false` leaves the platform without a telephone account, as in the demo. */
export async function openPhone(options: { account?: boolean } = {}): Promise<Phone> {
  const clock = new FixedClock(NOON);
  const t = await makeTestDeps({ clock });
  const fake = new FakeTelephony();
  const deps: Deps = {
    ...t.deps,
    telephony: {
      connect: () => fake,
      publicOrigin: ORIGIN,
      ...(options.account === false
        ? {}
        : { platform: { accountSid: `AC${"1".repeat(32)}`, authToken: t.deps.keys.twilioAuthToken } }),
    },
  };
  const hotel = await makeHotel(deps.db);
  const number = `+4722${String(100_000 + ++hotels)}`;
  const read = <T>(run: (db: Tx) => Promise<T>) => deps.db.withTenant(hotel.tenantId, run);
  await read((db) =>
    db.phoneNumber.create({
      data: { tenantId: hotel.tenantId, id: newId(), hotelId: hotel.hotelId, e164: number },
    }),
  );
  const worker = createServer((_, response) => void response.end("alive"));
  await new Promise<void>((resolve) => worker.listen(0, "127.0.0.1", resolve));
  const mediaUrl = `ws://127.0.0.1:${(worker.address() as AddressInfo).port}`;
  // Nobody listens here: an answer that takes its time on a busy machine is waited for.
  const app: TwilioApp = { deps, log: silentLogger, publicOrigin: ORIGIN, wordMs: 15_000 };
  const sign = (path: string, params: Record<string, string>) =>
    new Request(`http://127.0.0.1:3000${path}`, {
      method: "POST",
      body: new URLSearchParams(params),
      headers: {
        "x-twilio-signature": getExpectedTwilioSignature(deps.keys.twilioAuthToken, ORIGIN + path, params),
      },
    });
  const follow = async (url: string, params: Record<string, string>): Promise<Answer> => {
    const { pathname, search } = new URL(url, ORIGIN);
    const name = pathname.split("/").at(-1) ?? "";
    const response = await twilioStep(app, name, sign(pathname + search, params));
    return { status: response.status, xml: await response.text() };
  };
  return {
    t,
    deps,
    app,
    clock,
    hotel,
    number,
    fake,
    ctx: {
      ...hotel,
      actor: { kind: "webhook", provider: "twilio" },
      deps,
      log: silentLogger,
    },
    async guestCall(over = {}) {
      const [callId, callSid] = [newId(), newSid()];
      const { tenantId, hotelId } = hotel;
      await read((db) =>
        db.call.create({
          data: {
            ...{ tenantId, id: callId, hotelId, channel: "twilio", externalId: callSid },
            ...{ fromNumber: GUEST, toNumber: number, startedAt: clock.now() },
            ...over,
          },
        }),
      );
      fake.incoming(callSid);
      return { callId, callSid };
    },
    mediaUrl,
    systemUrl: t.systemUrl,
    async close() {
      worker.closeAllConnections();
      await new Promise((resolve) => worker.close(resolve));
      await t.close();
    },
    post: (step, params, query) =>
      follow(`/api/webhooks/twilio/${step}${query ? `?${new URLSearchParams(query)}` : ""}`, params),
    follow,
    sign,
    read,
    settings: async (values) => {
      const { tenantId, hotelId } = hotel;
      await read((db) =>
        db.telephonySettings.upsert({
          where: { tenantId_hotelId: { tenantId, hotelId } },
          create: { tenantId, hotelId, values },
          update: { values },
        }),
      );
    },
    directory: async (entries) => {
      await read((db) => db.policyVersion.deleteMany({ where: { area: "directory" } }));
      await putPolicy(deps, hotel, "directory", { entries });
    },
    async addWorker(over = {}) {
      const id = newId();
      await deps.system.client.voiceWorker.create({
        data: {
          id,
          publicKey: "k",
          mediaUrl,
          version: "1",
          capacity: 2,
          seenAt: clock.now(),
          ...over,
        },
      });
      return id;
    },
  };
}
