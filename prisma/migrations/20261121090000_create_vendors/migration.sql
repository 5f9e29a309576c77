-- AlterTable
ALTER TABLE "call" ADD COLUMN "vendor_usage" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "cost_micros" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "vendor_connection" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "port" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "model" TEXT,
    "config" JSONB NOT NULL DEFAULT '{}',
    "secret" BYTEA,
    "secret_hint" TEXT NOT NULL DEFAULT '',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "last_check_at" TIMESTAMPTZ(3),
    "last_check_outcome" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "vendor_connection_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "pronunciation_list" (
    "tenant_id" UUID NOT NULL,
    "hotel_id" UUID NOT NULL,
    "entries" JSONB NOT NULL DEFAULT '[]',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pronunciation_list_pkey" PRIMARY KEY ("tenant_id","hotel_id")
);

-- CreateTable
CREATE TABLE "spend_caps" (
    "tenant_id" UUID NOT NULL,
    "values" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "spend_caps_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateIndex
CREATE INDEX "vendor_connection_tenant_id_port_position_idx" ON "vendor_connection"("tenant_id", "port", "position");

-- AddForeignKey
ALTER TABLE "vendor_connection" ADD CONSTRAINT "vendor_connection_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pronunciation_list" ADD CONSTRAINT "pronunciation_list_tenant_id_hotel_id_fkey" FOREIGN KEY ("tenant_id", "hotel_id") REFERENCES "hotel"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spend_caps" ADD CONSTRAINT "spend_caps_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------
-- Row-level security
-- ---------------------------------------------------------------------------------------------
SELECT protect_tenant_table(t::regclass) FROM unnest(ARRAY[
  'vendor_connection', 'pronunciation_list', 'spend_caps'
]) AS t;

ALTER TABLE vendor_connection
  ADD CONSTRAINT vendor_connection_port CHECK (port IN ('asr', 'llm', 'tts')),
  ADD CONSTRAINT vendor_connection_position CHECK (position >= 0),
  ADD CONSTRAINT vendor_connection_outcome CHECK (last_check_outcome IN
    ('works', 'unauthorised', 'rate_limited', 'unavailable', 'invalid'));
ALTER TABLE call ADD CONSTRAINT call_cost_micros CHECK (cost_micros >= 0);
