-- Calls from a number that begins like this: the search of the list of calls.
CREATE INDEX call_tenant_id_hotel_id_from_number_idx ON call (tenant_id, hotel_id, from_number);

-- Stays that touch a range of nights, in the order of the list: both ends are compared inside the index, so that
-- only rows that match are read from the table. It serves all that the index without the departure served.
CREATE INDEX reservation_tenant_id_hotel_id_arrival_id_departure_idx
  ON reservation (tenant_id, hotel_id, arrival, id, departure);
DROP INDEX reservation_tenant_id_hotel_id_arrival_id_idx;

-- The list of reservations looks this far back for stays that began before the range: LONGEST_STAY in the code.
ALTER TABLE reservation ADD CONSTRAINT reservation_longest_stay CHECK (departure - arrival <= 400);
