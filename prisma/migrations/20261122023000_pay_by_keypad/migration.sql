-- What a payment by keypad was for: what is due on a stay is its total less what was paid for it.
ALTER TABLE "keypad_payment" ADD COLUMN "reservation_id" UUID;
ALTER TABLE "keypad_payment" ADD CONSTRAINT "keypad_payment_tenant_id_reservation_id_fkey"
  FOREIGN KEY ("tenant_id", "reservation_id") REFERENCES "reservation"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "keypad_payment_tenant_id_reservation_id_idx" ON "keypad_payment"("tenant_id", "reservation_id");
/* Two calls never take money for one stay at the same time. */
CREATE UNIQUE INDEX keypad_payment_one_open_stay ON keypad_payment (tenant_id, reservation_id)
  WHERE state IN ('requested', 'taking') AND reservation_id IS NOT NULL;
