-- Counters of rooms per type and night, kept right by triggers: whatever path changes a room, a block,
-- a hold or a reservation, the counters follow in the same transaction, locked in date order.

-- A reservation made from a hold: the hold's rooms become its reservations, counted once.
ALTER TABLE reservation ADD COLUMN hold_id uuid;
ALTER TABLE reservation ADD CONSTRAINT reservation_tenant_id_hold_id_fkey FOREIGN KEY (tenant_id, hold_id)
  REFERENCES hold (tenant_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX reservation_tenant_id_hold_id_idx ON reservation (tenant_id, hold_id);
CREATE INDEX reservation_tenant_id_hotel_id_created_at_id_idx ON reservation (tenant_id, hotel_id, created_at, id);
CREATE INDEX hold_tenant_id_room_type_id_idx ON hold (tenant_id, room_type_id) WHERE status = 'held';

/* Names compared without case and accents. Immutable, so that it can be stored and indexed. */
CREATE FUNCTION fold_name(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT translate(regexp_replace(lower(normalize(name, NFD)), '[\u0300-\u036f]', '', 'g'), 'øđłı', 'odli') $$;

-- Prefix search must use operators that are leakproof, or row-level security keeps it off the index.
ALTER TABLE guest
  ADD COLUMN last_folded text COLLATE "C" GENERATED ALWAYS AS (fold_name(last)) STORED,
  ADD COLUMN first_folded text COLLATE "C" GENERATED ALWAYS AS (fold_name(first)) STORED;
CREATE INDEX guest_last_folded ON guest (tenant_id, hotel_id, last_folded, id);
CREATE INDEX guest_first_folded ON guest (tenant_id, hotel_id, first_folded, id);

-- ---------------------------------------------------------------------------------------------
-- Capacity and rooms out of order
-- ---------------------------------------------------------------------------------------------

/* Makes the nights [first, after) of a type that are missing. Returns how many it made. */
CREATE FUNCTION inventory_materialise(tenant uuid, type uuid, first date, after date) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE made integer;
BEGIN
  -- Rooms of the type cannot come or go meanwhile: their triggers take the same lock.
  PERFORM FROM room_type t WHERE t.tenant_id = tenant AND t.id = type FOR NO KEY UPDATE;
  INSERT INTO inventory_night (tenant_id, room_type_id, night, capacity, out_of_order)
  SELECT tenant, type, first + i,
    (SELECT count(*) FROM room r WHERE r.tenant_id = tenant AND r.room_type_id = type AND r.archived_at IS NULL),
    (SELECT count(*) FROM room_block b JOIN room r ON r.tenant_id = b.tenant_id AND r.id = b.room_id
      WHERE b.tenant_id = tenant AND r.room_type_id = type AND r.archived_at IS NULL AND b.ended_at IS NULL
        AND b.kind = 'out_of_order' AND b.first_night <= first + i AND b.end_night > first + i)
  FROM generate_series(0, after - first - 1) AS i
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS made = ROW_COUNT;
  RETURN made;
END $$;

/* Counts capacity and out-of-order rooms of a type again for the nights in [first, after). */
CREATE FUNCTION inventory_recount(tenant uuid, type uuid, first date, after date) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE rooms integer;
BEGIN
  PERFORM FROM room_type t WHERE t.tenant_id = tenant AND t.id = type FOR NO KEY UPDATE;
  PERFORM FROM inventory_night n WHERE n.tenant_id = tenant AND n.room_type_id = type
    AND n.night >= first AND n.night < after ORDER BY n.night FOR UPDATE;
  SELECT count(*) INTO rooms FROM room r
    WHERE r.tenant_id = tenant AND r.room_type_id = type AND r.archived_at IS NULL;
  -- A night that is over keeps room for what was sold on it, though its rooms are of another type by now.
  UPDATE inventory_night n
  SET capacity = CASE WHEN n.night < current_date - 1 THEN greatest(rooms, n.held + n.sold) ELSE rooms END,
    out_of_order = found.blocked
  FROM (
    SELECT m.night, count(b.room_id) AS blocked FROM inventory_night m
    LEFT JOIN (
      SELECT rb.room_id, rb.first_night, rb.end_night FROM room_block rb
      JOIN room r ON r.tenant_id = rb.tenant_id AND r.id = rb.room_id
      WHERE rb.tenant_id = tenant AND r.room_type_id = type AND r.archived_at IS NULL
        AND rb.ended_at IS NULL AND rb.kind = 'out_of_order'
    ) b ON b.first_night <= m.night AND b.end_night > m.night
    WHERE m.tenant_id = tenant AND m.room_type_id = type AND m.night >= first AND m.night < after
    GROUP BY m.night
  ) found
  WHERE n.tenant_id = tenant AND n.room_type_id = type AND n.night = found.night
    AND (n.capacity, n.out_of_order) IS DISTINCT FROM (rooms, found.blocked::integer);
END $$;

/* A room that comes or moves counts on every night; one that is archived no longer does from the day before,
   whatever the time zone, so that the occupancy of nights before stays what it was. */
CREATE FUNCTION inventory_follow_rooms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE part record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    FOR part IN SELECT DISTINCT tenant_id, room_type_id FROM new_rows ORDER BY room_type_id LOOP
      PERFORM inventory_recount(part.tenant_id, part.room_type_id, '-infinity', 'infinity');
    END LOOP;
  ELSIF TG_OP = 'UPDATE' THEN
    FOR part IN
      SELECT tenant_id, room_type_id, min(since) AS since FROM (
        SELECT side.tenant_id, side.room_type_id,
          CASE WHEN n.archived_at IS NOT NULL THEN n.archived_at::date - 1
               WHEN o.archived_at IS NOT NULL THEN o.archived_at::date - 1
               ELSE '-infinity'::date END AS since
        FROM old_rows o JOIN new_rows n ON n.tenant_id = o.tenant_id AND n.id = o.id
        CROSS JOIN LATERAL (VALUES (o.tenant_id, o.room_type_id), (n.tenant_id, n.room_type_id))
          AS side (tenant_id, room_type_id)
        WHERE (o.room_type_id, o.archived_at) IS DISTINCT FROM (n.room_type_id, n.archived_at)
      ) changed GROUP BY 1, 2 ORDER BY 2
    LOOP
      PERFORM inventory_recount(part.tenant_id, part.room_type_id, part.since, 'infinity');
    END LOOP;
  ELSE
    FOR part IN SELECT DISTINCT tenant_id, room_type_id FROM old_rows ORDER BY room_type_id LOOP
      PERFORM inventory_recount(part.tenant_id, part.room_type_id, '-infinity', 'infinity');
    END LOOP;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER room_counts_in AFTER INSERT ON room REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION inventory_follow_rooms();
CREATE TRIGGER room_counts_on AFTER UPDATE ON room REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION inventory_follow_rooms();
CREATE TRIGGER room_counts_out AFTER DELETE ON room REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION inventory_follow_rooms();

CREATE FUNCTION inventory_follow_blocks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  part record;
  touched room_block[];
  added room_block[];
BEGIN
  IF TG_OP <> 'INSERT' THEN touched := ARRAY(SELECT o FROM old_rows o); END IF;
  IF TG_OP <> 'DELETE' THEN
    -- The rows of a transition table are anonymous records; the assignment gives them their type.
    added := ARRAY(SELECT n FROM new_rows n);
    touched := touched || added;
  END IF;
  FOR part IN
    SELECT r.tenant_id, r.room_type_id, min(b.first_night) AS first, max(b.end_night) AS after
    FROM unnest(touched) b JOIN room r ON r.tenant_id = b.tenant_id AND r.id = b.room_id
    GROUP BY 1, 2 ORDER BY 2
  LOOP
    PERFORM inventory_recount(part.tenant_id, part.room_type_id, part.first, part.after);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER room_block_counts_in AFTER INSERT ON room_block REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION inventory_follow_blocks();
CREATE TRIGGER room_block_counts_on AFTER UPDATE ON room_block
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION inventory_follow_blocks();
CREATE TRIGGER room_block_counts_out AFTER DELETE ON room_block REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION inventory_follow_blocks();

-- ---------------------------------------------------------------------------------------------
-- Held and sold
-- ---------------------------------------------------------------------------------------------

CREATE TYPE inventory_delta AS (tenant_id uuid, room_type_id uuid, night date, held integer, sold integer);

/* Adds to the counters: nights that are missing are made first, all are locked in date order. */
CREATE FUNCTION inventory_add(deltas inventory_delta[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE part record;
BEGIN
  FOR part IN
    SELECT d.tenant_id, d.room_type_id, min(d.night) AS first, max(d.night) AS last FROM unnest(deltas) d
    LEFT JOIN inventory_night n USING (tenant_id, room_type_id, night)
    WHERE n.night IS NULL GROUP BY 1, 2 ORDER BY 2
  LOOP
    PERFORM inventory_materialise(part.tenant_id, part.room_type_id, part.first, part.last + 1);
  END LOOP;
  PERFORM FROM inventory_night n
    JOIN unnest(deltas) d ON (n.tenant_id, n.room_type_id, n.night) = (d.tenant_id, d.room_type_id, d.night)
    ORDER BY n.night, n.room_type_id FOR UPDATE OF n;
  UPDATE inventory_night n SET held = n.held + d.held, sold = n.sold + d.sold
  FROM unnest(deltas) d
  WHERE (n.tenant_id, n.room_type_id, n.night) = (d.tenant_id, d.room_type_id, d.night);
END $$;

/* What is promised may not grow past the rooms that can be slept in. Shrinking is always possible, and a
   room may go out of order on a full night: somebody then has no room, and staff see it. */
CREATE FUNCTION inventory_refuse_growth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.held + NEW.sold > OLD.held + OLD.sold AND NEW.held + NEW.sold > NEW.capacity - NEW.out_of_order THEN
    RAISE EXCEPTION 'no room left on %', NEW.night
      USING ERRCODE = 'check_violation', CONSTRAINT = 'inventory_never_oversold', TABLE = 'inventory_night';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER inventory_night_growth BEFORE UPDATE OF held, sold ON inventory_night
  FOR EACH ROW EXECUTE FUNCTION inventory_refuse_growth();

/* Whether a reservation in this state takes a room. */
CREATE FUNCTION reservation_takes_room(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT status IN ('held', 'confirmed', 'checked_in', 'checked_out') $$;

CREATE FUNCTION inventory_follow_holds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before hold[];
  after hold[];
  deltas inventory_delta[];
BEGIN
  IF TG_OP <> 'INSERT' THEN before := ARRAY(SELECT o FROM old_rows o); END IF;
  IF TG_OP <> 'DELETE' THEN after := ARRAY(SELECT n FROM new_rows n); END IF;
  SELECT array_agg((tenant_id, room_type_id, night, held, sold)::inventory_delta) INTO deltas FROM (
    SELECT s.tenant_id, s.room_type_id, s.arrival + i AS night,
      sum(CASE WHEN s.status = 'held' THEN s.sign * s.rooms ELSE 0 END)::integer AS held,
      sum(CASE WHEN s.status = 'consumed' THEN s.sign * s.rooms ELSE 0 END)::integer AS sold
    FROM (
      SELECT b.tenant_id, b.room_type_id, b.arrival, b.departure, b.rooms, b.status, -1 AS sign FROM unnest(before) b
      UNION ALL
      SELECT a.tenant_id, a.room_type_id, a.arrival, a.departure, a.rooms, a.status, 1 FROM unnest(after) a
    ) s CROSS JOIN LATERAL generate_series(0, s.departure - s.arrival - 1) i
    WHERE s.status IN ('held', 'consumed')
    GROUP BY 1, 2, 3
  ) d WHERE held <> 0 OR sold <> 0;
  IF deltas IS NOT NULL THEN PERFORM inventory_add(deltas); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER hold_counts_in AFTER INSERT ON hold REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION inventory_follow_holds();
CREATE TRIGGER hold_counts_on AFTER UPDATE ON hold REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION inventory_follow_holds();

/* A hold ends once. When it is consumed its rooms count as sold, and by the end of the transaction
   there is exactly one reservation a room. */
CREATE FUNCTION hold_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.status, OLD.room_type_id, OLD.arrival, OLD.departure, OLD.rooms)
     IS DISTINCT FROM (NEW.status, NEW.room_type_id, NEW.arrival, NEW.departure, NEW.rooms)
     AND (OLD.status <> 'held'
       OR (OLD.room_type_id, OLD.arrival, OLD.departure, OLD.rooms)
          IS DISTINCT FROM (NEW.room_type_id, NEW.arrival, NEW.departure, NEW.rooms)) THEN
    RAISE EXCEPTION 'hold % has ended or may not change', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hold_once BEFORE UPDATE ON hold FOR EACH ROW EXECUTE FUNCTION hold_ends_once();
CREATE FUNCTION hold_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status IN ('held', 'consumed') THEN
    RAISE EXCEPTION 'hold % still counts', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER hold_kept BEFORE DELETE ON hold FOR EACH ROW EXECUTE FUNCTION hold_refuse_delete();

CREATE FUNCTION hold_became_reservations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE made integer;
BEGIN
  SELECT count(*) INTO made FROM reservation r WHERE r.tenant_id = NEW.tenant_id AND r.hold_id = NEW.id;
  IF made <> NEW.rooms THEN
    RAISE EXCEPTION 'hold % of % rooms became % reservations', NEW.id, NEW.rooms, made
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER hold_consumed AFTER INSERT OR UPDATE ON hold DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.status = 'consumed') EXECUTE FUNCTION hold_became_reservations();

CREATE FUNCTION inventory_follow_reservations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before reservation[];
  after reservation[];
  deltas inventory_delta[];
BEGIN
  IF TG_OP <> 'INSERT' THEN before := ARRAY(SELECT o FROM old_rows o); END IF;
  IF TG_OP = 'INSERT' THEN
    -- Rooms of a consumed hold are counted already.
    IF EXISTS (SELECT FROM new_rows n LEFT JOIN hold h ON h.tenant_id = n.tenant_id AND h.id = n.hold_id
      AND h.status = 'consumed' AND h.room_type_id = n.room_type_id
      AND h.arrival = n.arrival AND h.departure = n.departure
      WHERE n.hold_id IS NOT NULL AND (h.id IS NULL OR NOT reservation_takes_room(n.status)
        OR (SELECT count(*) FROM reservation r WHERE r.tenant_id = n.tenant_id AND r.hold_id = n.hold_id) > h.rooms)) THEN
      RAISE EXCEPTION 'a reservation does not fit its hold' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    after := ARRAY(SELECT n FROM new_rows n WHERE n.hold_id IS NULL);
  ELSIF TG_OP = 'UPDATE' THEN
    after := ARRAY(SELECT n FROM new_rows n);
  END IF;
  SELECT array_agg((tenant_id, room_type_id, night, 0, sold)::inventory_delta) INTO deltas FROM (
    SELECT s.tenant_id, s.room_type_id, s.arrival + i AS night, sum(s.sign)::integer AS sold
    FROM (
      SELECT b.tenant_id, b.room_type_id, b.arrival, b.departure, b.status, -1 AS sign FROM unnest(before) b
      UNION ALL
      SELECT a.tenant_id, a.room_type_id, a.arrival, a.departure, a.status, 1 FROM unnest(after) a
    ) s CROSS JOIN LATERAL generate_series(0, s.departure - s.arrival - 1) i
    WHERE reservation_takes_room(s.status)
    GROUP BY 1, 2, 3
  ) d WHERE sold <> 0;
  IF deltas IS NOT NULL THEN PERFORM inventory_add(deltas); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER reservation_counts_in AFTER INSERT ON reservation REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION inventory_follow_reservations();
CREATE TRIGGER reservation_counts_on AFTER UPDATE ON reservation
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION inventory_follow_reservations();
CREATE TRIGGER reservation_counts_out AFTER DELETE ON reservation REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION inventory_follow_reservations();
