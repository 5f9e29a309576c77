-- AlterTable
ALTER TABLE "call" ADD COLUMN "resume_cause" TEXT;
ALTER TABLE "call" ADD CONSTRAINT call_resume_cause CHECK (resume_cause IN
  ('moved', 'unanswered', 'declined', 'paid', 'not_paid', 'handed_back'));

-- CreateTable
CREATE TABLE "telephony_account" (
    "tenant_id" UUID NOT NULL,
    "account_sid" TEXT NOT NULL,
    "auth_token" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "telephony_account_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "telephony_settings" (
    "tenant_id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "values" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "telephony_settings_pkey" PRIMARY KEY ("tenant_id","hotel_id")
);

-- CreateTable
CREATE TABLE "call_transfer" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "spoken_name" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'requested',
    "person_sid" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dialled_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "returned_at" TIMESTAMPTZ(3),

    CONSTRAINT "call_transfer_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "outbound_call" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "to_number" TEXT NOT NULL,
    "from_number" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "answered_by" TEXT,
    "reason" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "external_id" TEXT,
    "wakeup_id" UUID,
    "request_id" UUID,
    "call_id" UUID,
    "duration_seconds" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbound_call_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "do_not_call" (
    "tenant_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT 'asked',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "do_not_call_pkey" PRIMARY KEY ("tenant_id","number","channel")
);

-- CreateTable
CREATE TABLE "text_message" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "direction" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from_number" TEXT NOT NULL,
    "to_number" TEXT NOT NULL,
    "body" TEXT,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "error_code" TEXT,
    "external_id" TEXT,
    "call_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "text_message_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "one_time_code" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "reservation_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "one_time_code_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "voicemail" (
    "tenant_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "recording_sid" TEXT NOT NULL,
    "duration_seconds" INTEGER NOT NULL DEFAULT 0,
    "storage_key" TEXT,
    "transcript" TEXT,
    "status" TEXT NOT NULL DEFAULT 'received',
    "request_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "voicemail_pkey" PRIMARY KEY ("tenant_id","call_id")
);

-- CreateTable
CREATE TABLE "keypad_payment" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "amount" BIGINT,
    "currency" CHAR(3) NOT NULL,
    "connector" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'requested',
    "result" TEXT,
    "brand" TEXT,
    "last4" TEXT,
    "token" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "keypad_payment_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "gather_turn" (
    "tenant_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "turn" INTEGER NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "sealed" BYTEA,

    CONSTRAINT "gather_turn_pkey" PRIMARY KEY ("tenant_id","call_id","turn")
);

-- CreateIndex
CREATE INDEX "call_transfer_tenant_id_call_id_created_at_idx" ON "call_transfer"("tenant_id", "call_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "outbound_call_tenant_id_external_id_key" ON "outbound_call"("tenant_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbound_call_tenant_id_wakeup_id_attempt_key" ON "outbound_call"("tenant_id", "wakeup_id", "attempt");

-- CreateIndex
CREATE INDEX "outbound_call_tenant_id_hotel_id_created_at_id_idx" ON "outbound_call"("tenant_id", "hotel_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "text_message_tenant_id_external_id_key" ON "text_message"("tenant_id", "external_id");

-- CreateIndex
CREATE INDEX "text_message_tenant_id_hotel_id_created_at_id_idx" ON "text_message"("tenant_id", "hotel_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "one_time_code_tenant_id_call_id_created_at_idx" ON "one_time_code"("tenant_id", "call_id", "created_at");

-- CreateIndex
CREATE INDEX "one_time_code_tenant_id_reservation_id_created_at_idx" ON "one_time_code"("tenant_id", "reservation_id", "created_at");

-- CreateIndex
CREATE INDEX "keypad_payment_tenant_id_call_id_created_at_idx" ON "keypad_payment"("tenant_id", "call_id", "created_at");

-- AddForeignKey
ALTER TABLE "telephony_account" ADD CONSTRAINT "telephony_account_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "telephony_settings" ADD CONSTRAINT "telephony_settings_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_transfer" ADD CONSTRAINT "call_transfer_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_call" ADD CONSTRAINT "outbound_call_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "text_message" ADD CONSTRAINT "text_message_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "one_time_code" ADD CONSTRAINT "one_time_code_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "voicemail" ADD CONSTRAINT "voicemail_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "keypad_payment" ADD CONSTRAINT "keypad_payment_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gather_turn" ADD CONSTRAINT "gather_turn_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------
-- Row-level security
-- ---------------------------------------------------------------------------------------------
SELECT protect_tenant_table(t::regclass) FROM unnest(ARRAY[
  'telephony_account', 'telephony_settings', 'call_transfer', 'outbound_call', 'do_not_call',
  'text_message', 'one_time_code', 'voicemail', 'keypad_payment', 'gather_turn'
]) AS t;

ALTER TABLE call_transfer
  ADD CONSTRAINT call_transfer_kind CHECK (kind IN ('cold', 'warm')),
  ADD CONSTRAINT call_transfer_state CHECK (state IN
    ('requested', 'dialing', 'announced', 'accepted', 'declined', 'unanswered', 'failed', 'ended'));
/* A call is given to one person at a time. */
CREATE UNIQUE INDEX call_transfer_one_open ON call_transfer (tenant_id, call_id)
  WHERE state IN ('requested', 'dialing', 'announced', 'accepted');
ALTER TABLE outbound_call
  ADD CONSTRAINT outbound_call_purpose CHECK (purpose IN ('wakeup', 'callback', 'desk', 'transfer')),
  ADD CONSTRAINT outbound_call_status CHECK (status IN
    ('queued', 'dialing', 'ringing', 'answered', 'completed', 'busy', 'no_answer', 'failed', 'refused')),
  ADD CONSTRAINT outbound_call_answered_by CHECK (answered_by IN ('human', 'machine', 'unknown'));
ALTER TABLE do_not_call ADD CONSTRAINT do_not_call_channel CHECK (channel IN ('call', 'text'));
ALTER TABLE text_message
  ADD CONSTRAINT text_message_direction CHECK (direction IN ('in', 'out')),
  ADD CONSTRAINT text_message_kind CHECK (kind IN ('otp', 'info', 'guest', 'stop', 'start')),
  ADD CONSTRAINT text_message_no_code_kept CHECK (kind <> 'otp' OR body IS NULL);
ALTER TABLE one_time_code ADD CONSTRAINT one_time_code_tries CHECK (tries BETWEEN 0 AND 5);
ALTER TABLE voicemail ADD CONSTRAINT voicemail_status CHECK (status IN ('received', 'stored', 'failed'));
ALTER TABLE keypad_payment
  ADD CONSTRAINT keypad_payment_state CHECK (state IN ('requested', 'taking', 'paid', 'not_paid')),
  ADD CONSTRAINT keypad_payment_amount CHECK (amount > 0),
  /* Four digits are all of a number that may ever be here. */
  ADD CONSTRAINT keypad_payment_last4 CHECK (last4 ~ '^[0-9]{4}$');
CREATE UNIQUE INDEX keypad_payment_one_open ON keypad_payment (tenant_id, call_id)
  WHERE state IN ('requested', 'taking');
