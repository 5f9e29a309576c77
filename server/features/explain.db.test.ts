import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tx } from "@/server/db";
import { alarmsOfCall, openAlarms } from "@/server/features/alarms";
import { listAudit } from "@/server/features/audit";
import { CallView, listCalls } from "@/server/features/calls";
import { listGuests } from "@/server/features/guests";
import { loadWorld } from "@/server/features/inventory";
import { listArticles } from "@/server/features/knowledge";
import { overviewToday } from "@/server/features/overview";
import { listRequests } from "@/server/features/requests";
import { listReservations, ReservationSort, ReservationView } from "@/server/features/reservations";
import {
  CallsOutView,
  listCallsOut,
  listDoNotCall,
  listTexts,
  listTransfers,
  listVoicemails,
  listWakeups,
  settleSilentLegs,
  TextsView,
  TransfersView,
  telephoneWaiting,
  transferOffers,
  VoicemailView,
} from "@/server/features/telephony";
import { FixedClock } from "@/server/kernel/clock";
import { captureQueries } from "@/server/testing/capture-queries";
import { as } from "@/server/testing/ctx";
import { makeTestDeps, type TestDeps } from "@/server/testing/deps";
import { explainAs } from "@/server/testing/explain";
import { fillManyRows, MANY_ROWS_NOW } from "@/server/testing/many-rows";
import { makeHotel, type SmallHotel } from "@/server/testing/small-hotel";
import type { HotelCtx } from "@/server/verbs/ctx";

const ROWS = 100_000;
let t: TestDeps;
let hotel: SmallHotel;
let ctx: HotelCtx;
beforeAll(async () => {
  t = await makeTestDeps({ clock: new FixedClock(MANY_ROWS_NOW) });
  hotel = await makeHotel(t.deps.db);
  ctx = as(t.deps, hotel, "owner");
  const admin = new pg.Client({ connectionString: t.adminUrl });
  await admin.connect();
  await fillManyRows(admin, hotel, ROWS);
  await fillManyRows(admin, await makeHotel(t.deps.db), ROWS / 5);
  await admin.query("VACUUM ANALYZE");
  await admin.end();
}, 240_000);
afterAll(() => t.close());

/** A count stops at 10,001; a page that reads more rows walks the table. */
const MOST_READ = 11_000;
/** Of 8 kB; the dearest is a text search with a headline for each hit. */
const MOST_PAGES = 2_000;
const BIG = [
  "call",
  "call_turn",
  "reservation",
  "room_stay",
  "guest",
  "request",
  "knowledge_article",
  "audit_entry",
  "voicemail",
  "call_transfer",
  "outbound_call",
  "text_message",
  "wakeup_call",
  "do_not_call",
  "alarm",
];

type List = [name: string, run: () => Promise<unknown>];
const CALL = "00000002-0000-7000-8000-000000000001";
const GUEST = "00000001-0000-7000-8000-000000000064";
const RESERVATION = "00000004-0000-7000-8000-000000000064";
const WORD = "bicycle";
const NUMBER = "+47 90 012 345";

const calls = (name: string, input: Parameters<typeof listCalls.execute>[1]): List => [
  `calls.list ${name}`,
  () => listCalls.execute(ctx, input),
];
const stays = (name: string, input: Parameters<typeof listReservations.execute>[1]): List => [
  `reservations.list ${name}`,
  () => listReservations.execute(ctx, input),
];
const guests = (name: string, input: Parameters<typeof listGuests.execute>[1]): List => [
  `guests.list ${name}`,
  () => listGuests.execute(ctx, input),
];
const requests = (name: string, input: Parameters<typeof listRequests.execute>[1]): List => [
  `requests.list ${name}`,
  () => listRequests.execute(ctx, input),
];
const articles = (name: string, input: Parameters<typeof listArticles.execute>[1]): List => [
  `knowledge.list ${name}`,
  () => listArticles.execute(ctx, input),
];
const audit = (name: string, input: Parameters<typeof listAudit.execute>[1]): List => [
  `audit.list ${name}`,
  () => listAudit.execute(ctx, input),
];

const lists: readonly List[] = [
  ...CallView.options.map((view) => calls(view, { view })),
  calls("words", { search: WORD }),
  calls("number", { search: NUMBER }),
  calls("number without its country", { search: "90 012 345" }),
  calls("name", { search: "Quasen" }),
  calls("words among a person's", { view: "person", search: WORD }),
  calls("of a week", { from: "2025-09-01T00:00:00Z", until: "2025-09-08T00:00:00Z" }),
  calls("of a guest", { guestId: GUEST }),
  ...ReservationView.options.map((view) => stays(view, { view })),
  ...ReservationSort.options.map((sort) => stays(`by ${sort}`, { sort })),
  stays("cancelled", { status: ["cancelled"] }),
  stays("name", { search: "Quasen" }),
  stays("two names", { search: "Annc Cbasen" }),
  stays("number", { search: NUMBER }),
  stays("code", { search: "ACDEFG" }),
  stays("nights", { from: "2025-09-01", to: "2025-09-03" }),
  guests("all", {}),
  guests("name", { search: "Quasen" }),
  guests("number", { search: NUMBER }),
  ...(["open", "done", "all"] as const).map((view) => requests(view, { view })),
  requests("department", { view: "all", department: "concierge" }),
  articles("all", {}),
  articles("words", { search: WORD }),
  articles("topic", { topic: "bicycles" }),
  articles("staff", { audience: "staff" }),
  audit("all", {}),
  audit("record", { subjectKind: "reservation", subjectId: RESERVATION }),
  audit("record without its kind", { subjectId: RESERVATION }),
  audit("kind", { subjectKind: "call" }),
  audit("actor", { actorId: "twilio" }),
  audit("kind of actor", { actorKind: "webhook" }),
  audit("action", { action: "calls.end" }),
  ...VoicemailView.options.map(
    (view): List => [`telephony.listVoicemails ${view}`, () => listVoicemails.execute(ctx, { view })],
  ),
  ...CallsOutView.options.map(
    (view): List => [`telephony.listCallsOut ${view}`, () => listCallsOut.execute(ctx, { view })],
  ),
  ...TransfersView.options.map(
    (view): List => [`telephony.listTransfers ${view}`, () => listTransfers.execute(ctx, { view })],
  ),
  ...(["today", "tomorrow"] as const).map(
    (day): List => [`telephony.listWakeups ${day}`, () => listWakeups.execute(ctx, { day })],
  ),
  ...TextsView.options.map(
    (view): List => [`telephony.listTexts ${view}`, () => listTexts.execute(ctx, { view })],
  ),
  ["telephony.listDoNotCall", () => listDoNotCall.execute(ctx, {})],
  ["telephony.listDoNotCall number", () => listDoNotCall.execute(ctx, { search: NUMBER })],
  ["telephony.listDoNotCall a short one", () => listDoNotCall.execute(ctx, { search: "+47" })],
  ["telephony.waiting", () => telephoneWaiting.execute(ctx, {})],
  ["telephony.transferOffers", () => transferOffers.execute(ctx, {})],
  ["telephony's silent legs", () => settleSilentLegs(ctx)],
  ["alarms.open", () => openAlarms.execute(ctx, {})],
  ["alarms.ofCall", () => alarmsOfCall.execute(ctx, { callId: CALL })],
  ["overview.today", () => overviewToday.execute(ctx, {})],
  ["availability of three nights", () => t.deps.db.withTenant(hotel.tenantId, availability)],
];
const availability = (tx: Tx) =>
  loadWorld(tx, { id: hotel.hotelId, currency: "EUR", timeZone: "Europe/Oslo" }, "15:00", {
    from: "2026-03-05",
    to: "2026-03-08",
    now: MANY_ROWS_NOW,
  });

/** What is dear in a list's queries, in words; empty when each is answered by an index. */
async function faultsOf(run: List[1]): Promise<string[]> {
  const queries = await captureQueries(run);
  if (queries.length === 0) throw new Error("The list sent no query.");
  const faults: string[] = [];
  for (const { sql, values } of queries) {
    const plan = await explainAs(t.appUrl, hotel.tenantId, sql, values);
    const scanned = plan.scanned.filter((table) => BIG.includes(table));
    if (scanned.length > 0 || plan.read > MOST_READ || plan.pages > MOST_PAGES)
      faults.push(`reads ${plan.read} rows, ${plan.pages} pages, all of [${scanned}]: ${sql.slice(-400)}`);
  }
  return faults;
}

describe(`lists of a hotel with ${ROWS} rows a table, as the app role`, () => {
  test.each(lists)("%s", async (_name, run) => {
    expect(await faultsOf(run)).toEqual([]);
  });
});
