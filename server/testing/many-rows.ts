import type pg from "pg";

/** The day all rows are laid out around. */
export const MANY_ROWS_NOW = new Date("2026-03-04T12:42:00Z");

/** Ids of the same kind count up, so that rows can be joined without looking anything up. */
const KEYS = `CREATE FUNCTION pg_temp.key(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
  $$ SELECT (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$`;

/**
 * Fills the listed tables of one hotel as years of work would: what a view looks for is rare, old, or both.
 * Runs as superuser past triggers and keys, so the hotel's other rows are left as they are.
 */
export async function fillManyRows(
  admin: pg.Client,
  hotel: { tenantId: string; hotelId: string },
  rows: number,
): Promise<void> {
  await admin.query("SET session_replication_role = replica");
  await admin.query("SET synchronous_commit = off");
  await admin.query("DROP FUNCTION IF EXISTS pg_temp.key");
  await admin.query(KEYS);
  const now = MANY_ROWS_NOW.toISOString();
  const places: Record<string, string> = {
    tenant: `'${hotel.tenantId}'::uuid`,
    hotel: `'${hotel.hotelId}'::uuid`,
    now: `'${now}'::timestamptz`,
    today: `'${now.slice(0, 10)}'::date`,
    rows: String(rows),
  };
  for (const sql of TABLES)
    await admin.query(sql.replace(/:(\w+):/g, (_, name: string) => places[name] ?? ""));
  await admin.query("SET session_replication_role = DEFAULT");
}

const TABLES: readonly string[] = [
  `INSERT INTO room_type (tenant_id, id, hotel_id, code, name, spoken_name, beds, max_adults, max_guests, attributes)
   SELECT :tenant:, pg_temp.key(8, n), :hotel:, 'T' || n, 'Type ' || n, 'type ' || n, 'one king bed', 2, 3, '{}'
   FROM generate_series(0, 4) n`,
  `INSERT INTO rate_plan (tenant_id, id, hotel_id, code, name, spoken_name, cancellation, includes)
   SELECT :tenant:, pg_temp.key(9, n), :hotel:, 'P' || n, 'Plan ' || n, 'plan ' || n, '[]', '{}'
   FROM generate_series(0, 2) n`,
  `INSERT INTO room (tenant_id, id, hotel_id, room_type_id, number, floor, attributes)
   SELECT :tenant:, pg_temp.key(11, n), :hotel:, pg_temp.key(8, n % 5), n::text, (n / 100)::int, '{}'
   FROM generate_series(1, 500) n`,
  `INSERT INTO inventory_night (tenant_id, room_type_id, night, capacity)
   SELECT :tenant:, pg_temp.key(8, n), :today: + d, 100 FROM generate_series(0, 4) n, generate_series(-650, 365) d`,
  `INSERT INTO nightly_rate (tenant_id, room_type_id, rate_plan_id, night, price)
   SELECT :tenant:, pg_temp.key(8, n), pg_temp.key(9, p), :today: + d, 16900
   FROM generate_series(0, 4) n, generate_series(0, 2) p, generate_series(-650, 365) d`,
  `INSERT INTO guest (tenant_id, id, hotel_id, first, last, phone, updated_at)
   SELECT :tenant:, pg_temp.key(1, n), :hotel:, 'Ann' || chr((97 + n % 26)::int),
     chr((65 + n % 26)::int) || chr((97 + n / 26 % 26)::int) || chr((97 + n / 676 % 26)::int) || 'sen',
     '+4790' || lpad(n::text, 6, '0'), :now:
   FROM generate_series(1, :rows:) n`,
  // Newest first; the twenty newest are running, and nobody was asked for a person in the last years.
  `INSERT INTO call (tenant_id, id, hotel_id, channel, from_number, guest_id, state, started_at, ended_at, outcome,
     follow_up, summary)
   SELECT :tenant:, pg_temp.key(2, n), :hotel:, 'twilio', '+4790' || lpad(n::text, 6, '0'), pg_temp.key(1, n),
     CASE WHEN n <= 20 THEN 'listening' ELSE 'ended' END, :now: - n * interval '7 minutes',
     CASE WHEN n > 20 THEN :now: - n * interval '7 minutes' + interval '3 minutes' END,
     CASE WHEN n <= 20 THEN NULL WHEN n > 90000 AND n % 50 = 0 THEN 'to_a_person'
       WHEN n % 10 = 0 THEN 'booked' ELSE 'answered' END,
     n > 95000 AND n % 20 = 0, 'Asked about a room.'
   FROM generate_series(1, :rows:) n`,
  `INSERT INTO call_turn (tenant_id, id, call_id, ordinal, turn_id, speaker, text, start_ms, end_ms)
   SELECT :tenant:, pg_temp.key(3, n), pg_temp.key(2, n), 1, 't1', 'guest',
     CASE WHEN n % 1000 = 0 THEN 'Can I leave my bicycle somewhere safe' ELSE 'A room for ' || n % 9 || ' nights please' END,
     0, 900
   FROM generate_series(1, :rows:) n`,
  // A hundred and thirty arrivals a day from two years ago to four months ahead; stays of one to five nights.
  `INSERT INTO reservation (tenant_id, id, hotel_id, code, guest_id, room_type_id, rate_plan_id, arrival, departure,
     adults, status, snapshot, total, currency, source, created_at, updated_at)
   SELECT :tenant:, pg_temp.key(4, n), :hotel:, translate(lpad(n::text, 6, '0'), '0123456789', 'ACDEFGHJKL'),
     pg_temp.key(1, n), pg_temp.key(8, n % 5), pg_temp.key(9, n % 3), arrival, arrival + nights, 2,
     CASE WHEN n % 40 = 0 THEN 'cancelled' WHEN arrival + nights <= :today: THEN 'checked_out'
       WHEN arrival < :today: THEN 'checked_in' WHEN n % 300 = 0 THEN 'held' ELSE 'confirmed' END,
     '{}', 50940, 'EUR', 'line', :now: - (:rows: - n) * interval '9 minutes', :now:
   FROM (SELECT n, :today: - 650 + (n * 770 / :rows:)::int AS arrival, (1 + n % 5)::int AS nights
     FROM generate_series(1::bigint, :rows:) n) laid`,
  `INSERT INTO room_stay (tenant_id, id, reservation_id, room_id, arrival, departure, active)
   SELECT tenant_id, pg_temp.key(10, row_number() OVER ()), id, pg_temp.key(11, row_number() OVER (PARTITION BY status)),
     arrival, departure, status = 'checked_in'
   FROM reservation WHERE tenant_id = :tenant:`,
  `INSERT INTO request (tenant_id, id, hotel_id, ref, kind, department, status, summary, created_at, due_at)
   SELECT :tenant:, pg_temp.key(5, n), :hotel:, 'R' || n, 'housekeeping_item',
     CASE WHEN n > 90000 AND n % 100 = 0 THEN 'concierge' ELSE 'housekeeping' END,
     CASE WHEN n < 100 OR n > 99000 AND n % 50 = 0 THEN 'new' WHEN n % 30 = 0 THEN 'cancelled' ELSE 'done' END,
     'Two towels', :now: - n * interval '8 minutes', :now:
   FROM generate_series(1, :rows:) n`,
  `INSERT INTO knowledge_article (tenant_id, id, hotel_id, title, body, topic, audience, updated_at, archived_at)
   SELECT :tenant:, pg_temp.key(6, n), :hotel:, 'Article ' || n,
     CASE WHEN n % 2000 = 0 THEN 'Bicycles stay in the yard.' ELSE 'Breakfast is from seven.' END,
     CASE WHEN n > 95000 AND n % 100 = 0 THEN 'bicycles' ELSE 'general' END,
     CASE WHEN n > 95000 AND n % 100 = 0 THEN 'staff' ELSE 'guest' END,
     :now: - n * interval '1 hour', CASE WHEN n BETWEEN 100 AND 300 THEN :now: END
   FROM generate_series(1, :rows:) n`,
  `INSERT INTO audit_entry (tenant_id, id, at, actor_kind, actor_id, action, subject_kind, subject_id, digest, sequence)
   SELECT :tenant:, pg_temp.key(7, n), :now: - n * interval '5 minutes',
     CASE WHEN n > 98000 AND n % 100 = 0 THEN 'webhook' ELSE 'user' END,
     CASE WHEN n > 98000 AND n % 100 = 0 THEN 'twilio' ELSE pg_temp.key(12, n % 12)::text END,
     CASE WHEN n > 98000 AND n % 100 = 0 THEN 'calls.end' ELSE 'reservations.change' END,
     CASE WHEN n > 98000 AND n % 100 = 0 THEN 'call' ELSE 'reservation' END,
     pg_temp.key(4, n)::text, '\\x00', n
   FROM generate_series(1, :rows:) n`,
  // A message in four calls, all but the newest heard.
  `INSERT INTO voicemail (tenant_id, call_id, hotel_id, recording_sid, duration_seconds, status, heard_at, created_at)
   SELECT :tenant:, pg_temp.key(2, n), :hotel:, 'RE' || n, 20, 'stored', CASE WHEN n > 160 THEN :now: END,
     :now: - n * interval '7 minutes'
   FROM generate_series(4, :rows:, 4) n`,
  // The newest two ring; one in twenty of the rest was not taken.
  `INSERT INTO call_transfer (tenant_id, id, call_id, hotel_id, kind, destination, spoken_name, number, summary, state,
     created_at, dialled_at, accepted_at, settled_at)
   SELECT :tenant:, pg_temp.key(13, n), pg_temp.key(2, n), :hotel:, 'warm', 'front desk', 'the front desk',
     '+4722334455', 'They ask for a person.',
     CASE WHEN n <= 2 THEN 'dialing' WHEN n % 20 = 0 THEN 'unanswered' ELSE 'ended' END,
     :now: - n * interval '7 minutes', :now: - n * interval '7 minutes',
     CASE WHEN n > 2 AND n % 20 <> 0 THEN :now: - n * interval '7 minutes' END,
     CASE WHEN n > 2 THEN :now: - n * interval '7 minutes' END
   FROM generate_series(1, :rows:) n`,
  // Seven of ten legs go to people of the house; thirty call-backs are owed.
  `INSERT INTO outbound_call (tenant_id, id, hotel_id, purpose, to_number, from_number, status, call_id, wakeup_id,
     attempt, created_at, ended_at)
   SELECT :tenant:, pg_temp.key(14, n), :hotel:,
     CASE n % 10 WHEN 0 THEN 'callback' WHEN 1 THEN 'desk' WHEN 2 THEN 'wakeup' ELSE 'transfer' END,
     '+4790' || lpad(n::text, 6, '0'), '+4722334400', CASE WHEN n <= 300 AND n % 10 = 0 THEN 'queued' ELSE 'completed' END,
     pg_temp.key(2, n), CASE WHEN n % 10 = 2 THEN pg_temp.key(16, n) END, 1, :now: - n * interval '6 minutes',
     CASE WHEN n > 300 OR n % 10 <> 0 THEN :now: END
   FROM generate_series(1, :rows:) n`,
  // As if every request had been an emergency; nobody has taken the newest two.
  `INSERT INTO alarm (tenant_id, id, hotel_id, request_id, call_id, kind, place, raised_at, taken_at, taken_how,
     taken_by_name)
   SELECT :tenant:, pg_temp.key(18, n), :hotel:, pg_temp.key(5, n), pg_temp.key(2, n), 'medical', 'the pool',
     :now: - n * interval '6 minutes', CASE WHEN n > 2 THEN :now: END, CASE WHEN n > 2 THEN 'key' END,
     CASE WHEN n > 2 THEN 'Ann' END
   FROM generate_series(1, :rows:) n`,
  `INSERT INTO text_message (tenant_id, id, hotel_id, direction, kind, from_number, to_number, body, status, created_at)
   SELECT :tenant:, pg_temp.key(15, n), :hotel:, CASE WHEN n % 20 = 0 THEN 'in' ELSE 'out' END,
     CASE WHEN n % 20 = 0 THEN 'guest' ELSE 'info' END, '+4722334400', '+4790' || lpad(n::text, 6, '0'), 'Our address',
     CASE WHEN n % 20 = 0 THEN 'received' WHEN n > 90000 AND n % 50 = 1 THEN 'undelivered' ELSE 'delivered' END,
     :now: - n * interval '4 minutes'
   FROM generate_series(1, :rows:) n`,
  // Three hundred rooms a night, tomorrow's first.
  `INSERT INTO wakeup_call (tenant_id, id, hotel_id, room, guest_name, date, time, status, ref)
   SELECT :tenant:, pg_temp.key(16, n), :hotel:, (n % 300)::text, 'Ann', :today: + 1 - (n / 300)::int, '07:00',
     CASE WHEN n < 600 THEN 'set' ELSE 'done' END, 'W' || n
   FROM generate_series(1, :rows: / 4) n`,
  `INSERT INTO do_not_call (tenant_id, number, channel, reason, created_at)
   SELECT :tenant:, '+4790' || lpad(n::text, 6, '0'), CASE WHEN n % 2 = 0 THEN 'call' ELSE 'text' END, 'stop',
     :now: - n * interval '9 minutes'
   FROM generate_series(1, :rows:) n`,
];
