ALTER TABLE "call" ADD COLUMN "satisfaction" SMALLINT;
ALTER TABLE "call" ADD CONSTRAINT call_satisfaction_range CHECK (satisfaction BETWEEN 1 AND 5);
