-- A call that moves, or comes back from a person or the keypad, is recorded by several workers: each has its own file,
-- and they are joined when the call is over.

-- CreateTable
CREATE TABLE "recording_part" (
    "tenant_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "worker_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "upload_id" TEXT,
    "storage_key" TEXT,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recording_part_pkey" PRIMARY KEY ("tenant_id","call_id","epoch")
);

-- AlterTable
ALTER TABLE "recording" ADD COLUMN "superseded_key" TEXT;

-- AddForeignKey
ALTER TABLE "recording_part" ADD CONSTRAINT "recording_part_tenant_id_call_id_fkey" FOREIGN KEY ("tenant_id", "call_id") REFERENCES "call"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

/* What is on its way at this moment goes on where it is. The owner is held by row-level security too: it lets go of
   these two for the length of this transaction. */
ALTER TABLE call NO FORCE ROW LEVEL SECURITY;
ALTER TABLE recording NO FORCE ROW LEVEL SECURITY;
INSERT INTO recording_part (tenant_id, call_id, epoch, worker_id, status, upload_id, storage_key, bytes, created_at)
SELECT r.tenant_id, r.call_id, c.epoch, c.worker_id,
  CASE r.status WHEN 'processing' THEN 'uploaded' ELSE 'uploading' END, r.upload_id, r.storage_key, r.bytes, r.created_at
FROM recording r JOIN call c ON c.tenant_id = r.tenant_id AND c.id = r.call_id
WHERE r.status IN ('uploading', 'processing') AND c.worker_id IS NOT NULL AND c.epoch >= 1;
UPDATE recording SET storage_key = NULL WHERE status IN ('uploading', 'processing');
ALTER TABLE call FORCE ROW LEVEL SECURITY;
ALTER TABLE recording FORCE ROW LEVEL SECURITY;

ALTER TABLE "recording" DROP COLUMN "upload_id";

SELECT protect_tenant_table('recording_part', 'SELECT, INSERT, UPDATE');

ALTER TABLE recording_part
  ADD CONSTRAINT recording_part_epoch CHECK (epoch >= 1),
  ADD CONSTRAINT recording_part_status
    CHECK (status IN ('open', 'none', 'uploading', 'uploaded', 'joined', 'failed', 'refused'));
