-- AlterTable
ALTER TABLE "voicemail" ADD COLUMN "heard_at" TIMESTAMPTZ(3), ADD COLUMN "heard_by" UUID;
ALTER TABLE "call_transfer" ADD COLUMN "hotel_id" UUID, ADD COLUMN "accepted_at" TIMESTAMPTZ(3);

/* The owner is held by row-level security too: it lets go of these two for the length of this transaction. */
ALTER TABLE call_transfer NO FORCE ROW LEVEL SECURITY;
ALTER TABLE call NO FORCE ROW LEVEL SECURITY;
UPDATE call_transfer t SET hotel_id = c.hotel_id FROM call c WHERE c.tenant_id = t.tenant_id AND c.id = t.call_id;
UPDATE call_transfer SET accepted_at = coalesce(settled_at, dialled_at, created_at) WHERE state = 'accepted';
ALTER TABLE call FORCE ROW LEVEL SECURITY;
ALTER TABLE call_transfer FORCE ROW LEVEL SECURITY;
ALTER TABLE "call_transfer" ALTER COLUMN "hotel_id" SET NOT NULL;

-- AddForeignKey
ALTER TABLE "call_transfer" ADD CONSTRAINT "call_transfer_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "voicemail_tenant_id_hotel_id_created_at_call_id_idx" ON "voicemail"("tenant_id", "hotel_id", "created_at", "call_id");

-- CreateIndex
CREATE INDEX "call_transfer_tenant_id_hotel_id_created_at_id_idx" ON "call_transfer"("tenant_id", "hotel_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "outbound_call_tenant_id_hotel_id_purpose_created_at_id_idx" ON "outbound_call"("tenant_id", "hotel_id", "purpose", "created_at", "id");

-- CreateIndex
CREATE INDEX "text_message_tenant_id_hotel_id_direction_created_at_id_idx" ON "text_message"("tenant_id", "hotel_id", "direction", "created_at", "id");

-- CreateIndex
CREATE INDEX "text_message_tenant_id_hotel_id_status_created_at_id_idx" ON "text_message"("tenant_id", "hotel_id", "status", "created_at", "id");

/* What waits for a person is little among years of what is over. */
CREATE INDEX voicemail_unheard ON voicemail (tenant_id, hotel_id, created_at, call_id) WHERE heard_at IS NULL;
CREATE INDEX outbound_call_open ON outbound_call (tenant_id, hotel_id, created_at, id) WHERE ended_at IS NULL;
CREATE INDEX call_transfer_open ON call_transfer (tenant_id, hotel_id, created_at, id) WHERE settled_at IS NULL;
CREATE INDEX call_transfer_taken ON call_transfer (tenant_id, hotel_id, created_at, id) WHERE accepted_at IS NOT NULL;
CREATE INDEX call_transfer_not_taken ON call_transfer (tenant_id, hotel_id, created_at, id)
  WHERE accepted_at IS NULL AND settled_at IS NOT NULL;

ALTER TABLE outbound_call
  DROP CONSTRAINT outbound_call_status,
  ADD CONSTRAINT outbound_call_status CHECK (status IN
    ('queued', 'dialing', 'ringing', 'answered', 'completed', 'busy', 'no_answer', 'failed', 'refused', 'cancelled'));
