-- Roles are made by the set-up (or by whoever runs the server) before the first migration; where the
-- owner may create roles, missing ones are made here. All of them: no superuser, no BYPASSRLS.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['voicehive_app', 'voicehive_system', 'voicehive_search'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', name);
    END IF;
  END LOOP;
END $$;

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateSchema

-- CreateTable
CREATE TABLE "user_account" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "active_tenant_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "user_agent" TEXT NOT NULL DEFAULT '',
    "ip" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "auth_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "password_reset" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_reset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "hotel_ids" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "hotel_ids" UUID[],
    "token_hash" TEXT NOT NULL,
    "invited_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "call" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "direction" TEXT NOT NULL DEFAULT 'inbound',
    "external_id" TEXT,
    "from_number" TEXT,
    "to_number" TEXT,
    "guest_id" UUID,
    "language" TEXT NOT NULL DEFAULT 'en',
    "state" TEXT NOT NULL DEFAULT 'ringing',
    "end_reason" TEXT,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "worker_id" UUID,
    "position" INTEGER NOT NULL DEFAULT 0,
    "verification" TEXT NOT NULL DEFAULT 'none',
    "verify_attempts" INTEGER NOT NULL DEFAULT 0,
    "verified_reservation_ids" UUID[],
    "tts_characters" INTEGER NOT NULL DEFAULT 0,
    "transfer_to" TEXT,
    "transfer_summary" TEXT,
    "recording_mode" TEXT NOT NULL DEFAULT 'notice',
    "recording_refused" BOOLEAN NOT NULL DEFAULT false,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "duration_ms" INTEGER,
    "outcome" TEXT,
    "intent" TEXT,
    "intent_confidence" DOUBLE PRECISION,
    "sentiment" TEXT,
    "summary" TEXT,
    "follow_up" BOOLEAN NOT NULL DEFAULT false,
    "suggested_action" TEXT,
    "latency_p50_ms" INTEGER,
    "latency_p95_ms" INTEGER,
    "redactor_state" BYTEA,

    CONSTRAINT "call_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "call_event" (
    "tenant_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "call_event_pkey" PRIMARY KEY ("tenant_id","call_id","position")
);

-- CreateTable
CREATE TABLE "call_turn" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "turn_id" TEXT NOT NULL,
    "speaker" TEXT NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'speech',
    "text" TEXT NOT NULL,
    "unheard" TEXT NOT NULL DEFAULT '',
    "facts" TEXT[],
    "confidence" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "start_ms" INTEGER NOT NULL,
    "end_ms" INTEGER NOT NULL,
    "timing" JSONB,

    CONSTRAINT "call_turn_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "tool_call" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "turn_id" TEXT NOT NULL,
    "tool_sequence" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    "key" TEXT,
    "args_digest" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "result" JSONB NOT NULL,
    "ok" BOOLEAN NOT NULL,
    "code" TEXT,
    "at_ms" INTEGER NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tool_call_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "call_handle" (
    "tenant_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "handle" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "call_handle_pkey" PRIMARY KEY ("tenant_id","call_id","handle")
);

-- CreateTable
CREATE TABLE "call_snapshot" (
    "tenant_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "elapsed_ms" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "call_snapshot_pkey" PRIMARY KEY ("tenant_id","call_id")
);

-- CreateTable
CREATE TABLE "call_live" (
    "tenant_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "partial" TEXT NOT NULL DEFAULT '',
    "turn_id" TEXT NOT NULL DEFAULT '',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "call_live_pkey" PRIMARY KEY ("tenant_id","call_id")
);

-- CreateTable
CREATE TABLE "recording" (
    "tenant_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'uploading',
    "upload_id" TEXT,
    "storage_key" TEXT,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "duration_ms" INTEGER,
    "peaks" JSONB,
    "silenced" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recording_pkey" PRIMARY KEY ("tenant_id","call_id")
);

-- CreateTable
CREATE TABLE "call_token" (
    "tenant_id" UUID NOT NULL,
    "jti" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "consumed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "call_token_pkey" PRIMARY KEY ("tenant_id","jti")
);

-- CreateTable
CREATE TABLE "voice_worker" (
    "id" UUID NOT NULL,
    "public_key" TEXT NOT NULL,
    "media_url" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "capacity" INTEGER NOT NULL,
    "active_calls" INTEGER NOT NULL DEFAULT 0,
    "load" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "draining" BOOLEAN NOT NULL DEFAULT false,
    "held_calls" UUID[],
    "registered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "voice_worker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_nonce" (
    "nonce" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_nonce_pkey" PRIMARY KEY ("nonce")
);

-- CreateTable
CREATE TABLE "worker_command" (
    "id" BIGSERIAL NOT NULL,
    "worker_id" UUID NOT NULL,
    "command" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "worker_command_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guest" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "first" TEXT NOT NULL DEFAULT '',
    "last" TEXT NOT NULL DEFAULT '',
    "phone" TEXT,
    "phone_checked" BOOLEAN NOT NULL DEFAULT false,
    "email" TEXT,
    "email_checked" BOOLEAN NOT NULL DEFAULT false,
    "language" TEXT NOT NULL DEFAULT 'en',
    "notes" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guest_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "guest_preference" (
    "tenant_id" UUID NOT NULL,
    "guest_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guest_preference_pkey" PRIMARY KEY ("tenant_id","guest_id","key")
);

-- CreateTable
CREATE TABLE "inventory_night" (
    "tenant_id" UUID NOT NULL,
    "room_type_id" UUID NOT NULL,
    "night" DATE NOT NULL,
    "capacity" INTEGER NOT NULL,
    "out_of_order" INTEGER NOT NULL DEFAULT 0,
    "held" INTEGER NOT NULL DEFAULT 0,
    "sold" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "inventory_night_pkey" PRIMARY KEY ("tenant_id","room_type_id","night")
);

-- CreateTable
CREATE TABLE "hold" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "room_type_id" UUID NOT NULL,
    "rate_plan_id" UUID NOT NULL,
    "call_id" UUID,
    "arrival" DATE NOT NULL,
    "departure" DATE NOT NULL,
    "rooms" INTEGER NOT NULL DEFAULT 1,
    "adults" INTEGER NOT NULL,
    "child_ages" INTEGER[],
    "status" TEXT NOT NULL DEFAULT 'held',
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "snapshot" JSONB NOT NULL,
    "total" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "hold_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "knowledge_article" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "index_line" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL,
    "topic" TEXT NOT NULL DEFAULT 'general',
    "audience" TEXT NOT NULL DEFAULT 'guest',
    "valid_from" DATE,
    "valid_to" DATE,
    "owner" TEXT NOT NULL DEFAULT '',
    "reviewed_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "knowledge_article_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hotel" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en-GB',
    "audit_hour" INTEGER NOT NULL DEFAULT 3,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "hotel_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "phone_number" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "e164" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT 'Main line',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "phone_number_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "origin" JSONB NOT NULL DEFAULT '{}',
    "salt" BYTEA,
    "digest" BYTEA NOT NULL,
    "sequence" BIGINT,
    "previous_hash" BYTEA,
    "hash" BYTEA,
    "xid" BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text)::bigint,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "outbox_event" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "inbox_event" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_record" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "call_id" UUID,
    "kind" TEXT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_record_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "area" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "changed_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "rate_plan" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "spoken_name" TEXT NOT NULL,
    "cancellation" JSONB NOT NULL,
    "includes" TEXT[],
    "access_code" TEXT,
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "rate_plan_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "nightly_rate" (
    "tenant_id" UUID NOT NULL,
    "room_type_id" UUID NOT NULL,
    "rate_plan_id" UUID NOT NULL,
    "night" DATE NOT NULL,
    "price" BIGINT NOT NULL,
    "min_nights" INTEGER NOT NULL DEFAULT 1,
    "max_nights" INTEGER,
    "closed" BOOLEAN NOT NULL DEFAULT false,
    "closed_to_arrival" BOOLEAN NOT NULL DEFAULT false,
    "closed_to_departure" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "nightly_rate_pkey" PRIMARY KEY ("tenant_id","room_type_id","rate_plan_id","night")
);

-- CreateTable
CREATE TABLE "extra" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "spoken_name" TEXT NOT NULL,
    "price" BIGINT NOT NULL,
    "unit" TEXT NOT NULL,
    "stock" INTEGER,
    "notice_hours" INTEGER,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "extra_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "tax" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" BIGINT NOT NULL,
    "per" TEXT NOT NULL,
    "included" BOOLEAN NOT NULL,
    "exempt_under_age" INTEGER,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "tax_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "request" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'new',
    "urgency" TEXT NOT NULL DEFAULT 'normal',
    "summary" TEXT NOT NULL,
    "items" JSONB NOT NULL DEFAULT '[]',
    "room" TEXT,
    "guest_name" TEXT,
    "contact" TEXT,
    "contact_checked" BOOLEAN NOT NULL DEFAULT false,
    "name_mismatch" BOOLEAN NOT NULL DEFAULT false,
    "due_at" TIMESTAMPTZ(3),
    "call_id" UUID,
    "assignee_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "request_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "request_note" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "request_note_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "wakeup_call" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "room" TEXT NOT NULL,
    "guest_name" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "time" TEXT NOT NULL,
    "second_call" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'set',
    "name_mismatch" BOOLEAN NOT NULL DEFAULT false,
    "ref" TEXT NOT NULL,
    "call_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "wakeup_call_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "guest_message" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "recipient_first" TEXT,
    "recipient_last" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "callback" TEXT,
    "text" TEXT NOT NULL,
    "reservation_id" UUID,
    "delivered_at" TIMESTAMPTZ(3),
    "call_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guest_message_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "do_not_disturb" (
    "tenant_id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "room" TEXT NOT NULL,
    "scope" TEXT[],
    "until" TIMESTAMPTZ(3),
    "call_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "do_not_disturb_pkey" PRIMARY KEY ("tenant_id","hotel_id","room")
);

-- CreateTable
CREATE TABLE "reservation" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "guest_id" UUID NOT NULL,
    "booker_name" TEXT,
    "room_type_id" UUID NOT NULL,
    "rate_plan_id" UUID NOT NULL,
    "arrival" DATE NOT NULL,
    "departure" DATE NOT NULL,
    "adults" INTEGER NOT NULL,
    "child_ages" INTEGER[],
    "status" TEXT NOT NULL,
    "guarantee" TEXT NOT NULL DEFAULT 'none',
    "snapshot" JSONB NOT NULL,
    "total" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "cancel_fee" BIGINT,
    "source" TEXT NOT NULL,
    "call_id" UUID,
    "arrival_time" TEXT,
    "name_unclear" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "reservation_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "room_stay" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "reservation_id" UUID NOT NULL,
    "room_id" UUID NOT NULL,
    "arrival" DATE NOT NULL,
    "departure" DATE NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "room_stay_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "reservation_note" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "reservation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "call_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reservation_note_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "room_type" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "spoken_name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "beds" TEXT NOT NULL,
    "max_adults" INTEGER NOT NULL,
    "max_guests" INTEGER NOT NULL,
    "attributes" TEXT[],
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "room_type_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "room" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "room_type_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "floor" INTEGER NOT NULL,
    "attributes" TEXT[],
    "cleaning" TEXT NOT NULL DEFAULT 'inspected',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "room_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "room_block" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "room_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "first_night" DATE NOT NULL,
    "end_night" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "room_block_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE INDEX "auth_session_user_id_idx" ON "auth_session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "password_reset_token_hash_key" ON "password_reset"("token_hash");

-- CreateIndex
CREATE INDEX "password_reset_user_id_idx" ON "password_reset"("user_id");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_tenant_id_user_id_key" ON "membership"("tenant_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_tenant_id_email_idx" ON "invitation"("tenant_id", "email");

-- CreateIndex
CREATE INDEX "call_tenant_id_hotel_id_started_at_id_idx" ON "call"("tenant_id", "hotel_id", "started_at", "id");

-- CreateIndex
CREATE INDEX "call_tenant_id_guest_id_idx" ON "call"("tenant_id", "guest_id");

-- CreateIndex
CREATE UNIQUE INDEX "call_tenant_id_external_id_key" ON "call"("tenant_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "call_event_tenant_id_call_id_epoch_sequence_key" ON "call_event"("tenant_id", "call_id", "epoch", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "call_turn_tenant_id_call_id_ordinal_key" ON "call_turn"("tenant_id", "call_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "call_turn_tenant_id_call_id_turn_id_speaker_key" ON "call_turn"("tenant_id", "call_id", "turn_id", "speaker");

-- CreateIndex
CREATE INDEX "tool_call_tenant_id_call_id_tool_sequence_idx" ON "tool_call"("tenant_id", "call_id", "tool_sequence");

-- CreateIndex
CREATE UNIQUE INDEX "tool_call_tenant_id_call_id_key_key" ON "tool_call"("tenant_id", "call_id", "key");

-- CreateIndex
CREATE INDEX "worker_command_worker_id_id_idx" ON "worker_command"("worker_id", "id");

-- CreateIndex
CREATE INDEX "guest_tenant_id_hotel_id_phone_idx" ON "guest"("tenant_id", "hotel_id", "phone");

-- CreateIndex
CREATE INDEX "guest_tenant_id_hotel_id_email_idx" ON "guest"("tenant_id", "hotel_id", "email");

-- CreateIndex
CREATE INDEX "guest_tenant_id_hotel_id_last_idx" ON "guest"("tenant_id", "hotel_id", "last");

-- CreateIndex
CREATE INDEX "hold_tenant_id_call_id_idx" ON "hold"("tenant_id", "call_id");

-- CreateIndex
CREATE INDEX "hold_tenant_id_status_expires_at_idx" ON "hold"("tenant_id", "status", "expires_at");

-- CreateIndex
CREATE INDEX "knowledge_article_tenant_id_hotel_id_updated_at_id_idx" ON "knowledge_article"("tenant_id", "hotel_id", "updated_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "hotel_tenant_id_slug_key" ON "hotel"("tenant_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "phone_number_e164_key" ON "phone_number"("e164");

-- CreateIndex
CREATE INDEX "phone_number_tenant_id_hotel_id_idx" ON "phone_number"("tenant_id", "hotel_id");

-- CreateIndex
CREATE INDEX "audit_entry_tenant_id_subject_kind_subject_id_idx" ON "audit_entry"("tenant_id", "subject_kind", "subject_id");

-- CreateIndex
CREATE INDEX "audit_entry_tenant_id_at_id_idx" ON "audit_entry"("tenant_id", "at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_tenant_id_sequence_key" ON "audit_entry"("tenant_id", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_event_provider_event_id_key" ON "inbox_event"("provider", "event_id");

-- CreateIndex
CREATE INDEX "usage_record_tenant_id_at_idx" ON "usage_record"("tenant_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "usage_record_tenant_id_call_id_kind_key" ON "usage_record"("tenant_id", "call_id", "kind");

-- CreateIndex
CREATE INDEX "policy_version_tenant_id_hotel_id_area_valid_from_idx" ON "policy_version"("tenant_id", "hotel_id", "area", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "rate_plan_tenant_id_hotel_id_code_key" ON "rate_plan"("tenant_id", "hotel_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "extra_tenant_id_hotel_id_code_key" ON "extra"("tenant_id", "hotel_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "tax_tenant_id_hotel_id_code_key" ON "tax"("tenant_id", "hotel_id", "code");

-- CreateIndex
CREATE INDEX "request_tenant_id_hotel_id_status_created_at_id_idx" ON "request"("tenant_id", "hotel_id", "status", "created_at", "id");

-- CreateIndex
CREATE INDEX "request_tenant_id_call_id_idx" ON "request"("tenant_id", "call_id");

-- CreateIndex
CREATE UNIQUE INDEX "request_tenant_id_hotel_id_ref_key" ON "request"("tenant_id", "hotel_id", "ref");

-- CreateIndex
CREATE INDEX "request_note_tenant_id_request_id_idx" ON "request_note"("tenant_id", "request_id");

-- CreateIndex
CREATE INDEX "wakeup_call_tenant_id_hotel_id_date_id_idx" ON "wakeup_call"("tenant_id", "hotel_id", "date", "id");

-- CreateIndex
CREATE INDEX "guest_message_tenant_id_hotel_id_created_at_id_idx" ON "guest_message"("tenant_id", "hotel_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "guest_message_tenant_id_reservation_id_idx" ON "guest_message"("tenant_id", "reservation_id");

-- CreateIndex
CREATE INDEX "reservation_tenant_id_hotel_id_arrival_id_idx" ON "reservation"("tenant_id", "hotel_id", "arrival", "id");

-- CreateIndex
CREATE INDEX "reservation_tenant_id_hotel_id_departure_id_idx" ON "reservation"("tenant_id", "hotel_id", "departure", "id");

-- CreateIndex
CREATE INDEX "reservation_tenant_id_hotel_id_status_arrival_id_idx" ON "reservation"("tenant_id", "hotel_id", "status", "arrival", "id");

-- CreateIndex
CREATE INDEX "reservation_tenant_id_guest_id_idx" ON "reservation"("tenant_id", "guest_id");

-- CreateIndex
CREATE INDEX "reservation_tenant_id_call_id_idx" ON "reservation"("tenant_id", "call_id");

-- CreateIndex
CREATE UNIQUE INDEX "reservation_tenant_id_hotel_id_code_key" ON "reservation"("tenant_id", "hotel_id", "code");

-- CreateIndex
CREATE INDEX "room_stay_tenant_id_reservation_id_idx" ON "room_stay"("tenant_id", "reservation_id");

-- CreateIndex
CREATE INDEX "room_stay_tenant_id_room_id_arrival_idx" ON "room_stay"("tenant_id", "room_id", "arrival");

-- CreateIndex
CREATE INDEX "reservation_note_tenant_id_reservation_id_idx" ON "reservation_note"("tenant_id", "reservation_id");

-- CreateIndex
CREATE UNIQUE INDEX "room_type_tenant_id_hotel_id_code_key" ON "room_type"("tenant_id", "hotel_id", "code");

-- CreateIndex
CREATE INDEX "room_tenant_id_room_type_id_idx" ON "room"("tenant_id", "room_type_id");

-- CreateIndex
CREATE UNIQUE INDEX "room_tenant_id_hotel_id_number_key" ON "room"("tenant_id", "hotel_id", "number");

-- CreateIndex
CREATE INDEX "room_block_tenant_id_room_id_idx" ON "room_block"("tenant_id", "room_id");

-- AddForeignKey
ALTER TABLE "auth_session" ADD CONSTRAINT "auth_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_tenant_id_guest_id_fkey" FOREIGN KEY ("tenant_id", "guest_id") REFERENCES "guest"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_event" ADD CONSTRAINT "call_event_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_turn" ADD CONSTRAINT "call_turn_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_call" ADD CONSTRAINT "tool_call_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_handle" ADD CONSTRAINT "call_handle_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_snapshot" ADD CONSTRAINT "call_snapshot_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_live" ADD CONSTRAINT "call_live_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recording" ADD CONSTRAINT "recording_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_token" ADD CONSTRAINT "call_token_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guest" ADD CONSTRAINT "guest_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guest_preference" ADD CONSTRAINT "guest_preference_tenant_id_guest_id_fkey" FOREIGN KEY ("tenant_id", "guest_id") REFERENCES "guest"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inventory_night" ADD CONSTRAINT "inventory_night_tenant_id_room_type_id_fkey" FOREIGN KEY ("tenant_id", "room_type_id") REFERENCES "room_type"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_tenant_id_room_type_id_fkey" FOREIGN KEY ("tenant_id", "room_type_id") REFERENCES "room_type"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_tenant_id_rate_plan_id_fkey" FOREIGN KEY ("tenant_id", "rate_plan_id") REFERENCES "rate_plan"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "knowledge_article" ADD CONSTRAINT "knowledge_article_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hotel" ADD CONSTRAINT "hotel_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phone_number" ADD CONSTRAINT "phone_number_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_record" ADD CONSTRAINT "usage_record_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rate_plan" ADD CONSTRAINT "rate_plan_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nightly_rate" ADD CONSTRAINT "nightly_rate_tenant_id_room_type_id_fkey" FOREIGN KEY ("tenant_id", "room_type_id") REFERENCES "room_type"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nightly_rate" ADD CONSTRAINT "nightly_rate_tenant_id_rate_plan_id_fkey" FOREIGN KEY ("tenant_id", "rate_plan_id") REFERENCES "rate_plan"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extra" ADD CONSTRAINT "extra_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tax" ADD CONSTRAINT "tax_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_note" ADD CONSTRAINT "request_note_tenant_id_request_id_fkey" FOREIGN KEY ("tenant_id", "request_id") REFERENCES "request"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wakeup_call" ADD CONSTRAINT "wakeup_call_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guest_message" ADD CONSTRAINT "guest_message_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "do_not_disturb" ADD CONSTRAINT "do_not_disturb_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_tenant_id_guest_id_fkey" FOREIGN KEY ("tenant_id", "guest_id") REFERENCES "guest"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_tenant_id_room_type_id_fkey" FOREIGN KEY ("tenant_id", "room_type_id") REFERENCES "room_type"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_tenant_id_rate_plan_id_fkey" FOREIGN KEY ("tenant_id", "rate_plan_id") REFERENCES "rate_plan"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_stay" ADD CONSTRAINT "room_stay_tenant_id_reservation_id_fkey" FOREIGN KEY ("tenant_id", "reservation_id") REFERENCES "reservation"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_stay" ADD CONSTRAINT "room_stay_tenant_id_room_id_fkey" FOREIGN KEY ("tenant_id", "room_id") REFERENCES "room"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation_note" ADD CONSTRAINT "reservation_note_tenant_id_reservation_id_fkey" FOREIGN KEY ("tenant_id", "reservation_id") REFERENCES "reservation"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_type" ADD CONSTRAINT "room_type_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room" ADD CONSTRAINT "room_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room" ADD CONSTRAINT "room_tenant_id_room_type_id_fkey" FOREIGN KEY ("tenant_id", "room_type_id") REFERENCES "room_type"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_block" ADD CONSTRAINT "room_block_tenant_id_room_id_fkey" FOREIGN KEY ("tenant_id", "room_id") REFERENCES "room"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- ---------------------------------------------------------------------------------------------
-- Row-level security
-- ---------------------------------------------------------------------------------------------
GRANT USAGE ON SCHEMA public TO voicehive_app, voicehive_system, voicehive_search;

/* The tenant of this transaction. On a reused connection an unset setting reads '', hence nullif. */
CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;

/* Every tenant table is closed the same way; later migrations call this for their tables. */
CREATE FUNCTION protect_tenant_table(target regclass, privileges text DEFAULT 'SELECT, INSERT, UPDATE, DELETE')
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format(
    'CREATE POLICY tenant ON %s TO voicehive_app '
    'USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid) '
    'WITH CHECK (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', target);
  EXECUTE format('GRANT %s ON %s TO voicehive_app', privileges, target);
END $$;

/* What must cross tenants goes through voicehive_system, table by table and column by column. */
CREATE FUNCTION open_to_system(target regclass, privileges text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY system ON %s TO voicehive_system USING (true) WITH CHECK (true)', target);
  EXECUTE format('GRANT %s ON %s TO voicehive_system', privileges, target);
END $$;

SELECT protect_tenant_table(t::regclass) FROM unnest(ARRAY[
  'hotel', 'phone_number', 'membership', 'invitation',
  'room_type', 'room', 'room_block',
  'rate_plan', 'nightly_rate', 'extra', 'tax', 'inventory_night', 'hold',
  'guest', 'guest_preference', 'reservation', 'room_stay', 'reservation_note',
  'request', 'request_note', 'wakeup_call', 'guest_message', 'do_not_disturb',
  'policy_version', 'knowledge_article',
  'call', 'call_event', 'call_turn', 'tool_call', 'call_handle', 'call_snapshot', 'call_live',
  'recording', 'call_token', 'usage_record'
]) AS t;
SELECT protect_tenant_table('audit_entry', 'SELECT, INSERT');
SELECT protect_tenant_table('outbox_event', 'SELECT, INSERT');

ALTER TABLE organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organisation TO voicehive_app
  USING (id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  WITH CHECK (id = nullif(current_setting('app.tenant_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON organisation TO voicehive_app;

-- The reviewed list of the cross-tenant role: sign-in, number look-up, workers, relay, sealer, clean-up.
SELECT open_to_system('organisation', 'SELECT');
SELECT open_to_system('hotel', 'SELECT');
SELECT open_to_system('phone_number', 'SELECT');
SELECT open_to_system('membership', 'SELECT, INSERT');
SELECT open_to_system('invitation', 'SELECT, UPDATE');
SELECT open_to_system('call', 'SELECT (tenant_id, id, hotel_id, worker_id, epoch, state, external_id, started_at, ended_at)');
SELECT open_to_system('hold', 'SELECT (tenant_id, id, status, expires_at)');
SELECT open_to_system('call_snapshot', 'SELECT (tenant_id, call_id, updated_at), DELETE');
SELECT open_to_system('outbox_event', 'SELECT, UPDATE (delivered_at, attempts), DELETE');
SELECT open_to_system('audit_entry', 'SELECT, UPDATE (sequence, previous_hash, hash)');
GRANT SELECT, INSERT, UPDATE, DELETE ON user_account, auth_session, sign_in_throttle, password_reset,
  voice_worker, worker_nonce, worker_command, inbox_event TO voicehive_system;
GRANT USAGE ON SEQUENCE worker_command_id_seq TO voicehive_system;
-- Names beside memberships on the team page: never the password.
GRANT SELECT (id, email, name, disabled_at) ON user_account TO voicehive_app;
-- A worker's commands are written in the transaction that decides them.
GRANT INSERT, SELECT ON worker_command TO voicehive_app;
GRANT USAGE ON SEQUENCE worker_command_id_seq TO voicehive_app;

-- ---------------------------------------------------------------------------------------------
-- What must hold whatever the code does
-- ---------------------------------------------------------------------------------------------
ALTER TABLE hotel
  ADD CONSTRAINT hotel_audit_hour CHECK (audit_hour BETWEEN 0 AND 12),
  ADD CONSTRAINT hotel_slug CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,38}$');
ALTER TABLE phone_number ADD CONSTRAINT phone_number_e164 CHECK (e164 ~ '^\+[1-9][0-9]{5,14}$');
ALTER TABLE membership ADD CONSTRAINT membership_role
  CHECK (role IN ('owner', 'admin', 'manager', 'front_desk', 'housekeeping', 'support', 'billing_admin'));
ALTER TABLE invitation ADD CONSTRAINT invitation_role
  CHECK (role IN ('owner', 'admin', 'manager', 'front_desk', 'housekeeping', 'support', 'billing_admin'));
CREATE UNIQUE INDEX invitation_one_open ON invitation (tenant_id, email)
  WHERE accepted_at IS NULL AND revoked_at IS NULL;
ALTER TABLE room_type ADD CONSTRAINT room_type_guests CHECK (max_adults >= 1 AND max_guests >= max_adults);
ALTER TABLE room ADD CONSTRAINT room_cleaning CHECK (cleaning IN ('dirty', 'pickup', 'clean', 'inspected'));
ALTER TABLE room_block
  ADD CONSTRAINT room_block_kind CHECK (kind IN ('out_of_order', 'out_of_service')),
  ADD CONSTRAINT room_block_nights CHECK (end_night > first_night);
ALTER TABLE room_block ADD CONSTRAINT room_block_once EXCLUDE USING gist
  (tenant_id WITH =, room_id WITH =, daterange(first_night, end_night) WITH &&) WHERE (ended_at IS NULL);
ALTER TABLE nightly_rate
  ADD CONSTRAINT nightly_rate_price CHECK (price >= 0),
  ADD CONSTRAINT nightly_rate_nights CHECK (min_nights >= 1 AND (max_nights IS NULL OR max_nights >= min_nights));
ALTER TABLE extra ADD CONSTRAINT extra_unit CHECK (unit IN ('night', 'stay', 'person_night', 'piece')),
  ADD CONSTRAINT extra_price CHECK (price >= 0);
ALTER TABLE tax ADD CONSTRAINT tax_kind CHECK (kind IN ('percent', 'amount')),
  ADD CONSTRAINT tax_per CHECK (per IN ('night', 'stay', 'person_night')),
  ADD CONSTRAINT tax_value CHECK (value >= 0);
ALTER TABLE inventory_night
  ADD CONSTRAINT inventory_counts CHECK (capacity >= 0 AND out_of_order >= 0 AND held >= 0 AND sold >= 0),
  ADD CONSTRAINT inventory_never_oversold CHECK (held + sold <= capacity);
ALTER TABLE hold
  ADD CONSTRAINT hold_nights CHECK (departure > arrival),
  ADD CONSTRAINT hold_rooms CHECK (rooms BETWEEN 1 AND 20 AND adults >= 1),
  ADD CONSTRAINT hold_status CHECK (status IN ('held', 'consumed', 'released', 'expired')),
  ADD CONSTRAINT hold_total CHECK (total >= 0);
ALTER TABLE reservation
  ADD CONSTRAINT reservation_nights CHECK (departure > arrival),
  ADD CONSTRAINT reservation_people CHECK (adults >= 1),
  ADD CONSTRAINT reservation_status CHECK (status IN
    ('requested', 'held', 'confirmed', 'checked_in', 'checked_out', 'cancelled', 'no_show', 'expired')),
  ADD CONSTRAINT reservation_source CHECK (source IN ('line', 'desk', 'web', 'import')),
  ADD CONSTRAINT reservation_total CHECK (total >= 0);
ALTER TABLE room_stay ADD CONSTRAINT room_stay_nights CHECK (departure > arrival);
/* No double booking: two active stays never share a room and a night. */
ALTER TABLE room_stay ADD CONSTRAINT room_stay_no_overlap EXCLUDE USING gist
  (tenant_id WITH =, room_id WITH =, daterange(arrival, departure) WITH &&) WHERE (active);
ALTER TABLE request
  ADD CONSTRAINT request_status CHECK (status IN ('new', 'doing', 'waiting', 'done', 'cancelled')),
  ADD CONSTRAINT request_urgency CHECK (urgency IN ('normal', 'soon', 'urgent'));
ALTER TABLE wakeup_call ADD CONSTRAINT wakeup_status CHECK (status IN ('set', 'cancelled', 'done', 'missed'));
CREATE UNIQUE INDEX wakeup_one_a_day ON wakeup_call (tenant_id, hotel_id, room, date) WHERE status = 'set';
ALTER TABLE policy_version ADD CONSTRAINT policy_dates CHECK (valid_to IS NULL OR valid_to >= valid_from);
ALTER TABLE knowledge_article ADD CONSTRAINT article_audience CHECK (audience IN ('guest', 'staff'));
ALTER TABLE call
  ADD CONSTRAINT call_channel CHECK (channel IN ('twilio', 'browser', 'simulator')),
  ADD CONSTRAINT call_direction CHECK (direction IN ('inbound', 'outbound')),
  ADD CONSTRAINT call_state CHECK (state IN ('ringing', 'greeting', 'listening', 'thinking', 'tool', 'speaking',
    'on_hold', 'transferring', 'with_person', 'ended', 'failed')),
  ADD CONSTRAINT call_verification CHECK (verification IN ('none', 'guest', 'booking', 'otp')),
  ADD CONSTRAINT call_recording CHECK (recording_mode IN ('off', 'notice', 'ask'));
ALTER TABLE call_turn ADD CONSTRAINT call_turn_speaker CHECK (speaker IN ('guest', 'line', 'person'));
ALTER TABLE recording ADD CONSTRAINT recording_status
  CHECK (status IN ('uploading', 'processing', 'ready', 'failed', 'deleted'));
ALTER TABLE usage_record ADD CONSTRAINT usage_quantity CHECK (quantity >= 0);
/* A sealed row is never sealed again or changed; only erasure may empty its content. */
CREATE FUNCTION refuse_reseal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.sequence IS NOT NULL AND (NEW.sequence, NEW.hash, NEW.previous_hash, NEW.digest)
     IS DISTINCT FROM (OLD.sequence, OLD.hash, OLD.previous_hash, OLD.digest) THEN
    RAISE EXCEPTION 'audit entry % is sealed', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_entry_sealed BEFORE UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_reseal();
CREATE INDEX audit_entry_unsealed ON audit_entry (xid) WHERE sequence IS NULL;
CREATE INDEX outbox_event_due ON outbox_event (created_at) WHERE delivered_at IS NULL;
CREATE INDEX call_running ON call (tenant_id, hotel_id) WHERE ended_at IS NULL;
CREATE INDEX hold_expiring ON hold (expires_at) WHERE status = 'held';
