-- A wake-up call counts once its guest has pressed a key: that somebody, or something, picked up says little.

-- AlterTable
ALTER TABLE "outbound_call" ADD COLUMN "confirmed_at" TIMESTAMPTZ(3);
