-- A language that no voice of the call speaks is not offered, and not to be changed to either.
ALTER TABLE "call" ADD COLUMN "languages" TEXT[] NOT NULL DEFAULT '{}';
