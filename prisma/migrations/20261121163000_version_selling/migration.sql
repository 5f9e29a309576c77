-- One version a hotel of everything a manager sets for sale: room types, plans, nightly rates, extras, taxes. Whoever
-- keeps a copy of these keeps its version with it, and reads the version to know that the copy still holds.

-- CreateTable
CREATE TABLE "selling_version" (
    "tenant_id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "version" UUID NOT NULL,

    CONSTRAINT "selling_version_pkey" PRIMARY KEY ("tenant_id","hotel_id")
);

-- AddForeignKey
ALTER TABLE "selling_version" ADD CONSTRAINT "selling_version_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

/* The owner is held by row-level security too: it lets go of this one for the length of this transaction. */
ALTER TABLE hotel NO FORCE ROW LEVEL SECURITY;
INSERT INTO selling_version SELECT tenant_id, id, gen_random_uuid() FROM hotel;
ALTER TABLE hotel FORCE ROW LEVEL SECURITY;

SELECT protect_tenant_table('selling_version', 'SELECT, INSERT, UPDATE');

/* A version is drawn, not counted, once a statement: no number comes back after a rollback, and no two states of the
   rows share one. Its row stays locked until the transaction ends, so that whoever sees a version sees all the changes
   behind it. Bookings write none of these tables, so they neither wait for it nor make anybody wait. */
CREATE FUNCTION selling_renew_hotels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO selling_version (tenant_id, hotel_id, version)
  SELECT c.tenant_id, c.hotel_id, gen_random_uuid()
  FROM (SELECT DISTINCT tenant_id, hotel_id FROM changed) c ORDER BY c.tenant_id, c.hotel_id
  ON CONFLICT (tenant_id, hotel_id) DO UPDATE SET version = excluded.version;
  RETURN NULL;
END $$;

/* A rate knows its hotel by its type. A role that may not see the type fails here, on the NULL: better than a copy that
   nobody knows to be old. */
CREATE FUNCTION selling_renew_hotels_of_rates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO selling_version (tenant_id, hotel_id, version)
  SELECT h.tenant_id, h.hotel_id, gen_random_uuid()
  FROM (
    SELECT DISTINCT c.tenant_id, t.hotel_id FROM (SELECT DISTINCT tenant_id, room_type_id FROM changed) c
    LEFT JOIN room_type t ON t.tenant_id = c.tenant_id AND t.id = c.room_type_id
  ) h ORDER BY h.tenant_id, h.hotel_id
  ON CONFLICT (tenant_id, hotel_id) DO UPDATE SET version = excluded.version;
  RETURN NULL;
END $$;

/* An update tells of both sides: a row may move from one hotel to another. */
DO $$
DECLARE target text; renew text;
BEGIN
  FOREACH target IN ARRAY ARRAY['room_type', 'rate_plan', 'extra', 'tax', 'nightly_rate'] LOOP
    renew := CASE target WHEN 'nightly_rate' THEN 'selling_renew_hotels_of_rates' ELSE 'selling_renew_hotels' END;
    EXECUTE format('CREATE TRIGGER %s_sold_in AFTER INSERT ON %1$s REFERENCING NEW TABLE AS changed '
      'FOR EACH STATEMENT EXECUTE FUNCTION %s()', target, renew);
    EXECUTE format('CREATE TRIGGER %s_sold_from AFTER UPDATE ON %1$s REFERENCING OLD TABLE AS changed '
      'FOR EACH STATEMENT EXECUTE FUNCTION %s()', target, renew);
    EXECUTE format('CREATE TRIGGER %s_sold_to AFTER UPDATE ON %1$s REFERENCING NEW TABLE AS changed '
      'FOR EACH STATEMENT EXECUTE FUNCTION %s()', target, renew);
    EXECUTE format('CREATE TRIGGER %s_sold_out AFTER DELETE ON %1$s REFERENCING OLD TABLE AS changed '
      'FOR EACH STATEMENT EXECUTE FUNCTION %s()', target, renew);
  END LOOP;
END $$;
