-- A turn that another worker answers again asks for its effects in other words: they are told by the epoch that asked.
ALTER TABLE "tool_call" ADD COLUMN "epoch" INTEGER, ADD COLUMN "again_as" TEXT[] NOT NULL DEFAULT '{}';
