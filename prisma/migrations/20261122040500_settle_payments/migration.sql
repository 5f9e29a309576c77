-- How a payment ended may be unknown until a person has looked, or the telephone service tells late.
ALTER TABLE "keypad_payment" ADD COLUMN "confirmation_code" TEXT, ADD COLUMN "request_id" UUID;
ALTER TABLE keypad_payment
  DROP CONSTRAINT keypad_payment_state,
  ADD CONSTRAINT keypad_payment_state CHECK (state IN ('requested', 'taking', 'unknown', 'paid', 'not_paid')),
  ADD CONSTRAINT keypad_payment_confirmation_code CHECK (confirmation_code ~ '^[A-Za-z0-9_.:-]{1,100}$');
/* No second try for a stay before it is known how the first one ended. */
DROP INDEX keypad_payment_one_open_stay;
CREATE UNIQUE INDEX keypad_payment_one_open_stay ON keypad_payment (tenant_id, reservation_id)
  WHERE state IN ('requested', 'taking', 'unknown') AND reservation_id IS NOT NULL;
CREATE INDEX keypad_payment_request ON keypad_payment (tenant_id, request_id) WHERE request_id IS NOT NULL;
CREATE INDEX keypad_payment_taking ON keypad_payment (tenant_id, created_at) WHERE state = 'taking';

-- A message is removed from the telephone service once it is stored here, however often that takes. Of older ones
-- nobody knows: they are removed once more.
ALTER TABLE "voicemail" ADD COLUMN "removed_at" TIMESTAMPTZ(3);
CREATE INDEX voicemail_not_removed ON voicemail (tenant_id, hotel_id, created_at)
  WHERE status = 'stored' AND removed_at IS NULL;
