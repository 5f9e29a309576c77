import type { Tx } from "@/server/db";
import { type DirectoryEntry, policiesOn } from "@/server/features/policies";
import { minutesLeft, spendCapsOf, vendorsFor } from "@/server/features/vendors";
import { businessDate, dateToDb, localTime } from "@/server/kernel/dates";
import { emergencyNumberIn } from "@/server/kernel/emergency-number";
import { mainLanguage } from "@/server/kernel/in-language";
import { traceOfCall } from "@/server/kernel/trace-context";
import type { CallOpening } from "@/server/line/contract";
import { tools } from "@/server/tools";
import { ExtraUnit } from "@/server/tools/selling";
import type { HotelCtx } from "@/server/verbs/ctx";
import { closingWords, greeting, ownWordsIn } from "./greeting";
import { embeddedVoice, withHotelVoices } from "./hotel-voices";
import { speaksEnglishOnly, spokenBy } from "./opening-language";
import { type Article, placesIn } from "./places";

const OPENING_AREAS = [
  "place",
  "arrival_departure",
  "stay_limits",
  "identity",
  "directory",
  "line",
  "safety",
] as const;
const NAMES = 400;
const TITLES = 200;
/** Of so many articles the names in them are listened for, too. */
const READ_ARTICLES = 40;

/** All a worker may know of the hotel to hold this call. Never tenant data of other guests but surnames to listen for. */
export async function buildOpening(
  tx: Tx,
  ctx: HotelCtx,
  callId: string,
  { ownSpeech = false }: { ownSpeech?: boolean } = {},
): Promise<Omit<CallOpening, "resumed">> {
  const call = await tx.call.findFirstOrThrow({
    where: { id: callId },
    include: { hotel: true, guest: true },
  });
  const { hotel, guest } = call;
  const now = ctx.deps.clock.now();
  const today = businessDate(now, hotel.timeZone, hotel.auditHour);
  const policies = await policiesOn(tx, hotel.id, today, OPENING_AREAS);
  const roomTypes = await tx.roomType.findMany({
    where: { hotelId: hotel.id, archivedAt: null },
    orderBy: [{ sortOrder: "asc" }, { id: "asc" }],
  });
  const extras = await tx.extra.findMany({
    where: { hotelId: hotel.id, archivedAt: null },
    orderBy: { code: "asc" },
  });
  const articles = await guestArticles(tx, hotel.id, today);
  const names = await arrivingNames(tx, hotel.id, today);
  const caps = await spendCapsOf(tx);
  const minutes = Math.min(
    policies.line.maxMinutes ?? 15,
    caps.minutesPerCall,
    await minutesLeft(tx, caps, now),
  );
  const vendors = withHotelVoices(
    await vendorsFor(tx, hotel.id, ctx),
    policies.line.voices,
    policies.line.realtimeModel,
  );
  const voice = embeddedVoice(policies.line.voices);
  const onlyEnglish = ownSpeech && speaksEnglishOnly(vendors);
  const offered = policies.line.languages ?? [call.language];
  const spoken = ownSpeech ? spokenBy(vendors, offered) : offered;
  const isSpoken = !ownSpeech || spokenBy(vendors, [call.language]).length > 0;
  const language = onlyEnglish ? "en" : isSpoken ? call.language : mainLanguage(spoken);
  const { opening, closing } = ownWordsIn(language, policies.line);
  const spokenName = policies.place.spokenName ?? hotel.name;
  const recording = call.recordingMode as CallOpening["recording"];
  return {
    callId,
    epoch: call.epoch,
    channel: call.channel as CallOpening["channel"],
    startedAt: call.startedAt.toISOString(),
    now: now.toISOString(),
    hotel: {
      id: hotel.id,
      name: hotel.name,
      spokenName,
      timeZone: hotel.timeZone,
      country: hotel.country,
      currency: hotel.currency,
      businessDate: today,
      auditHour: hotel.auditHour,
      ...(policies.arrival_departure.checkInFrom
        ? { checkInFrom: policies.arrival_departure.checkInFrom }
        : {}),
      ...(policies.arrival_departure.checkOutUntil
        ? { checkOutUntil: policies.arrival_departure.checkOutUntil }
        : {}),
    },
    persona: {
      name: policies.line.personaName ?? "the line",
      ...(voice ? { voice } : {}),
      instructions: policies.line.personaManner ?? "",
    },
    greeting: greeting(language, {
      ...{ opening, spokenName, recording },
      listening: policies.line.listenIn,
    }),
    closing: closing ?? closingWords(language, spokenName),
    language,
    languages: onlyEnglish || spoken.length === 0 ? [language] : spoken,
    roomTypes: roomTypes.map(({ code, name, spokenName: spoken, maxGuests, beds }) => ({
      code,
      name,
      spokenName: spoken,
      maxGuests,
      beds,
    })),
    extras: extras.map(({ code, spokenName: spoken, unit }) => ({
      ...{ code, name: spoken },
      unit: ExtraUnit.parse(unit),
    })),
    directory: (policies.directory.entries ?? []).map((entry) => ({
      destination: entry.destination,
      spokenName: entry.spokenName,
      handles: entry.handles,
      open: isOpen(entry, localTime(now, hotel.timeZone)),
    })),
    emergency: {
      number: policies.safety.emergencyNumber ?? emergencyNumberIn(hotel.country),
      scripts: {
        medical: policies.safety.medicalScript ?? [],
        fire: policies.safety.fireScript ?? [],
        security: policies.safety.securityScript ?? [],
      },
    },
    vocabulary: [
      ...new Set([
        hotel.name,
        spokenName,
        ...(policies.directory.entries ?? []).map((entry) => entry.spokenName),
        ...roomTypes.flatMap((t) => [t.name, ...t.attributes]),
        ...extras.map((e) => e.name),
        ...placesIn(policies.place, articles),
      ]),
    ],
    tools: Object.keys(tools).filter((name) => !onlyEnglish || name !== "set_language"),
    rules: {
      offersPerCall: policies.line.offersPerCall ?? 2,
      verificationFactors: policies.identity.factors ?? ["code", "phone", "email"],
      maxNights: policies.stay_limits.maxNights ?? 30,
      maxRooms: policies.stay_limits.maxRoomsPerCall ?? 4,
      groupThreshold: policies.line.groupThreshold ?? 8,
      // A call that is there already may at least say why it ends.
      maxMinutes: Math.max(1, Math.floor(minutes)),
      silenceSeconds: policies.line.silenceSeconds ?? 6,
      maxLlmTokens: caps.tokensPerCall,
    },
    traceparent: traceOfCall(callId),
    vendors,
    knowledge: articles.map(({ title }) => title),
    caller: {
      ...(call.fromNumber ? { number: call.fromNumber } : {}),
      ...(guest?.last ? { guest: { first: guest.first, last: guest.last }, language: guest.language } : {}),
    },
    names,
    // A refusal outlives the worker that heard it.
    recording: call.recordingRefused ? "off" : recording,
  };
}

/** Whether a destination answers at this local time; hours past midnight wrap. */
export function isOpen(entry: Pick<DirectoryEntry, "from" | "until">, time: string): boolean {
  if (!entry.from || !entry.until) return true;
  return entry.from <= entry.until
    ? time >= entry.from && time < entry.until
    : time >= entry.from || time < entry.until;
}

/** What the hotel tells guests about. The worker gets the titles; the text itself is asked for when it is needed. */
async function guestArticles(tx: Tx, hotelId: string, today: string): Promise<Article[]> {
  const day = dateToDb(today);
  const rows = await tx.knowledgeArticle.findMany({
    where: {
      hotelId,
      archivedAt: null,
      audience: "guest",
      AND: [
        { OR: [{ validFrom: null }, { validFrom: { lte: day } }] },
        { OR: [{ validTo: null }, { validTo: { gte: day } }] },
      ],
    },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    take: TITLES,
    select: { id: true, title: true },
  });
  const read = await tx.knowledgeArticle.findMany({
    where: { id: { in: rows.slice(0, READ_ARTICLES).map(({ id }) => id) } },
    select: { id: true, body: true },
  });
  const bodies = new Map(read.map(({ id, body }) => [id, body]));
  return rows.map(({ id, title }) => ({ title, body: bodies.get(id) ?? "" }));
}

/** Who is likeliest to call first: today's arrivals, then who is here, then who comes next. */
async function arrivingNames(tx: Tx, hotelId: string, today: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ last: string }[]>`
    SELECT g.last FROM reservation r JOIN guest g ON g.tenant_id = r.tenant_id AND g.id = r.guest_id
    WHERE r.hotel_id = ${hotelId}::uuid AND r.status IN ('confirmed', 'checked_in')
      AND r.arrival <= ${today}::date + 14 AND r.departure >= ${today}::date AND g.last <> ''
    GROUP BY g.last
    ORDER BY min(CASE WHEN r.arrival = ${today}::date THEN 0 WHEN r.arrival < ${today}::date THEN 1 ELSE 2 END),
      min(r.arrival), g.last LIMIT ${NAMES}`;
  return rows.map((row) => row.last);
}
