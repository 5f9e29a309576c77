-- A call that waited in the list is older than its dialling: who was being dialled when the process died is told by this.
ALTER TABLE "outbound_call" ADD COLUMN "dialled_at" TIMESTAMPTZ(3);
