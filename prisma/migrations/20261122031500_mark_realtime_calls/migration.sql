-- The sound of such a call goes between the guest's browser and the vendor: nobody of the hotel can be put into it.
ALTER TABLE "call" ADD COLUMN "realtime" BOOLEAN NOT NULL DEFAULT false;
