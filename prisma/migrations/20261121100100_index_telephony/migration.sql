-- CreateIndex
CREATE INDEX "do_not_call_tenant_id_created_at_number_idx" ON "do_not_call"("tenant_id", "created_at", "number");

-- CreateIndex
CREATE INDEX "gather_turn_tenant_id_claimed_at_idx" ON "gather_turn"("tenant_id", "claimed_at");

-- CreateIndex
CREATE INDEX "outbound_call_tenant_id_call_id_idx" ON "outbound_call"("tenant_id", "call_id");

-- CreateIndex
CREATE INDEX "outbound_call_tenant_id_hotel_id_status_created_at_idx" ON "outbound_call"("tenant_id", "hotel_id", "status", "created_at");

-- CreateIndex
CREATE INDEX "text_message_tenant_id_hotel_id_to_number_created_at_idx" ON "text_message"("tenant_id", "hotel_id", "to_number", "created_at");
