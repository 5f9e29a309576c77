-- CreateTable
CREATE TABLE "call_translation" (
    "tenant_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "lines" JSONB NOT NULL,
    "model" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "call_translation_pkey" PRIMARY KEY ("tenant_id","call_id","language")
);

-- AddForeignKey
ALTER TABLE "call_translation" ADD CONSTRAINT "call_translation_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_tenant_table('call_translation');

ALTER TABLE call_translation
  ADD CONSTRAINT call_translation_language CHECK (language ~ '^[a-z]{2}$'),
  ADD CONSTRAINT call_translation_lines CHECK (jsonb_typeof(lines) = 'array');
