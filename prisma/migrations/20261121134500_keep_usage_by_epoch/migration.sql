-- What each worker of a call used: a call that moves is paid for by what all of them told, each once.
ALTER TABLE "call" ADD COLUMN "usage_by_epoch" JSONB NOT NULL DEFAULT '{}';
-- What the worker that wrote the snapshot had used by then: it may never close the call.
ALTER TABLE "call_snapshot" ADD COLUMN "usage" JSONB;
