-- An emergency is an alarm of its own: who is told, in which order, and who took it.

-- CreateTable
CREATE TABLE "alarm" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "call_id" UUID,
    "kind" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "chain" JSONB NOT NULL DEFAULT '[]',
    "raised_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "taken_at" TIMESTAMPTZ(3),
    "taken_how" TEXT,
    "taken_by" UUID,
    "taken_by_name" TEXT,
    "unanswered_at" TIMESTAMPTZ(3),

    CONSTRAINT "alarm_pkey" PRIMARY KEY ("tenant_id","id")
);

-- AlterTable
ALTER TABLE "outbound_call" ADD COLUMN "alarm_id" UUID;
ALTER TABLE "text_message" ADD COLUMN "alarm_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "alarm_tenant_id_request_id_key" ON "alarm"("tenant_id", "request_id");
CREATE INDEX "alarm_tenant_id_call_id_idx" ON "alarm"("tenant_id", "call_id");
CREATE INDEX "alarm_tenant_id_hotel_id_raised_at_id_idx" ON "alarm"("tenant_id", "hotel_id", "raised_at", "id");
CREATE UNIQUE INDEX "outbound_call_tenant_id_alarm_id_attempt_key" ON "outbound_call"("tenant_id", "alarm_id", "attempt");
CREATE UNIQUE INDEX "text_message_tenant_id_alarm_id_to_number_key" ON "text_message"("tenant_id", "alarm_id", "to_number");

-- AddForeignKey
ALTER TABLE "alarm" ADD CONSTRAINT "alarm_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "alarm" ADD CONSTRAINT "alarm_tenant_id_request_id_fkey" FOREIGN KEY ("tenant_id", "request_id") REFERENCES "request"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "alarm" ADD CONSTRAINT "alarm_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "outbound_call" ADD CONSTRAINT "outbound_call_tenant_id_alarm_id_fkey" FOREIGN KEY ("tenant_id", "alarm_id") REFERENCES "alarm"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "text_message" ADD CONSTRAINT "text_message_tenant_id_alarm_id_fkey" FOREIGN KEY ("tenant_id", "alarm_id") REFERENCES "alarm"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT protect_tenant_table('alarm');
-- Operators see how many alarms stand open and for how long, never where or what for whom.
SELECT open_to_system('alarm', 'SELECT (tenant_id, id, kind, raised_at, taken_at)');

ALTER TABLE alarm
  ADD CONSTRAINT alarm_kind CHECK (kind IN ('medical', 'fire', 'security')),
  ADD CONSTRAINT alarm_chain CHECK (jsonb_typeof(chain) = 'array'),
  /* Taken all at once or not at all; only who is signed in has an id. */
  ADD CONSTRAINT alarm_taken CHECK ((taken_at IS NULL) = (taken_how IS NULL) AND (taken_at IS NULL) = (taken_by_name IS NULL)),
  ADD CONSTRAINT alarm_taken_how CHECK (taken_how IN ('dashboard', 'key', 'link')),
  ADD CONSTRAINT alarm_taken_by CHECK (taken_by IS NULL OR taken_how = 'dashboard');
/* What the banner of every page asks for. */
CREATE INDEX alarm_open ON alarm (tenant_id, hotel_id, raised_at, id) WHERE taken_at IS NULL;

ALTER TABLE outbound_call
  DROP CONSTRAINT outbound_call_purpose,
  ADD CONSTRAINT outbound_call_purpose CHECK (purpose IN ('wakeup', 'callback', 'desk', 'transfer', 'alarm')),
  ADD CONSTRAINT outbound_call_alarm CHECK ((purpose = 'alarm') = (alarm_id IS NOT NULL));
ALTER TABLE text_message
  DROP CONSTRAINT text_message_kind,
  ADD CONSTRAINT text_message_kind CHECK (kind IN ('otp', 'info', 'guest', 'stop', 'start', 'alarm')),
  ADD CONSTRAINT text_message_alarm CHECK ((kind = 'alarm') = (alarm_id IS NOT NULL));
