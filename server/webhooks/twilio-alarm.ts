import { AlarmKind, staffTexts, takeAsMember } from "@/server/features/alarms";
import type { GuestLanguage } from "@/server/kernel/in-language";
import type { HotelCtx } from "@/server/verbs/ctx";
import { step } from "./connect";
import { noteLeg } from "./note-leg";
import { readTwilio, type TwilioApp, webhookCtx } from "./twilio-request";
import { hangUp, say, sayAndHangUp, twiml } from "./twiml";
import { hotelWords } from "./words";

const UUID = /^[0-9a-f-]{36}$/;
/** The alarm is said this often before the telephone is put down. */
const TIMES = 3;
const KEY_SECONDS = 6;

interface Rung {
  ctx: HotelCtx;
  outboundId: string;
  alarmId: string;
  /** The person's place in the chain, from 0. */
  at: number;
  hotel: string;
  alarm: { kind: AlarmKind; place: string; takenByName: string | null };
  params: Readonly<Record<string, string>>;
  language: GuestLanguage;
}

async function rungBy(app: TwilioApp, request: Request): Promise<Rung | Response> {
  const signed = await readTwilio(app, request);
  if (signed instanceof Response) return signed;
  const { tenantId, params, query } = signed;
  const outboundId = query.get("o") ?? "";
  if (!tenantId || !UUID.test(outboundId)) return hangUp();
  const row = await app.deps.db.withTenant(tenantId, (db) =>
    db.outboundCall.findFirst({
      where: { id: outboundId, purpose: "alarm" },
      include: { alarm: true, hotel: { select: { name: true } } },
    }),
  );
  if (!row?.alarm) return hangUp();
  const ctx = webhookCtx(app, { tenantId, hotelId: row.hotelId });
  const { id: alarmId, kind, place, chain, takenByName } = row.alarm;
  const members = Array.isArray(chain) ? Math.max(1, chain.length) : 1;
  return {
    ...{ ctx, outboundId, alarmId, params, hotel: row.hotel.name },
    at: (row.attempt - 1) % members,
    alarm: { kind: AlarmKind.parse(kind), place, takenByName },
    language: (await hotelWords(ctx)).language,
  };
}

/** One of the hotel's own people picked up: the alarm, three times, and key one takes it. */
export async function answerAlarm(app: TwilioApp, request: Request): Promise<Response> {
  const rung = await rungBy(app, request);
  if (rung instanceof Response) return rung;
  const { ctx, outboundId, alarm, language, params } = rung;
  await noteLeg(ctx, outboundId, { ...params, CallStatus: "in-progress" });
  if (alarm.takenByName) return sayAndHangUp(staffTexts(language).takenBy(alarm.takenByName), language);
  return sayAlarm(app, rung, TIMES);
}

/** A key: one takes the alarm, any other hears it again. */
export async function takeAlarmByKey(app: TwilioApp, request: Request): Promise<Response> {
  const rung = await rungBy(app, request);
  if (rung instanceof Response) return rung;
  const { ctx, alarmId, at, language, params } = rung;
  if (params.Digits !== "1") return sayAlarm(app, rung, 1);
  const taken = await takeAsMember(ctx, alarmId, { at, how: "key" });
  const t = staffTexts(language);
  if (!taken) return hangUp();
  const { mine, alarm } = taken;
  return sayAndHangUp(mine ? t.youTook(alarm.place) : t.takenBy(alarm.takenByName ?? ""), language);
}

const sayAlarm = (app: TwilioApp, rung: Rung, times: number): Response =>
  twiml((voice) => {
    const { ctx, outboundId, alarm, hotel, language } = rung;
    const t = staffTexts(language);
    const action = step(app, ctx, "alarm-key", { o: outboundId, l: language });
    for (let time = 1; time <= times; time++) {
      const gather = voice.gather({
        ...{ input: ["dtmf" as const], numDigits: 1, timeout: KEY_SECONDS },
        ...{ action, method: "POST" },
      });
      say(gather, `${t.call(hotel, t.kinds[alarm.kind], alarm.place)} ${t.press}`, language);
    }
    say(voice, t.notTaken, language);
    voice.hangup();
  });
