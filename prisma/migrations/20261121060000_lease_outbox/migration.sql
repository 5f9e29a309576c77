-- A relay that has taken a row keeps it this long: rows are sent outside any transaction, and what a relay that
-- died had taken is taken again.
ALTER TABLE "outbox_event" ADD COLUMN "claimed_until" TIMESTAMPTZ(3);
GRANT UPDATE (claimed_until) ON outbox_event TO voicehive_system;
-- The relay forgets what was delivered a week ago.
CREATE INDEX outbox_event_delivered ON outbox_event (delivered_at) WHERE delivered_at IS NOT NULL;
