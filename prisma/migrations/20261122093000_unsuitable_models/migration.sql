-- A vendor may know a model that cannot hold calls.
ALTER TABLE vendor_connection
  DROP CONSTRAINT vendor_connection_outcome,
  ADD CONSTRAINT vendor_connection_outcome CHECK (last_check_outcome IN
    ('works', 'unauthorised', 'rate_limited', 'unavailable', 'invalid', 'unsuitable'));
