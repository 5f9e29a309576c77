import { demo } from "@/scripts/lib/demo.mjs";
import type { SystemDb, TenantDb } from "@/server/db";
import type { Storage } from "@/server/providers/storage";
import { beginTenant, DEMO_TENANT } from "./begin";
import type { Analyse } from "./bulk";
import { Calendar } from "./calendar";
import { CallBook } from "./calls";
import { harbourHouse, hillHouse } from "./house";
import { Rng } from "./random";
import { record, worthHearing, writeRecordings } from "./recordings";
import { StayBook } from "./stays";
import { writeTeam } from "./team";
import { writeCalls, writeTasks } from "./write-calls";
import { planHouse, writeArticles, writeHouse } from "./write-house";
import { writeCleaning, writeGuests, writeStays } from "./write-stays";
import { writeTelephone } from "./write-telephone";

export interface SeedDeps {
  db: TenantDb;
  system: SystemDb;
  storage: Storage;
  now: Date;
  analyse: Analyse;
  say: (line: string) => void;
}

const YEAR = 365;
const RECORDINGS = 6;
const SEED = 20_261;

/** Builds the demo organisation from nothing. The same seed and day give the same hotel. */
export async function seedDemo({ db, system, storage, now, analyse, say }: SeedDeps): Promise<void> {
  const rng = new Rng(SEED);
  const calendar = new Calendar(now, "Europe/Oslo", 3);
  const born = calendar.at(-YEAR - 1, 9);
  if (await beginTenant(db, DEMO_TENANT, "Harbour Hotels", born)) say("an unfinished demo was cleared");

  const house = planHouse(harbourHouse(demo.hotelName, demo.lineNumber), DEMO_TENANT, rng, born);
  const book = new StayBook(house, calendar, rng).fill(-YEAR);
  const { calls } = new CallBook(house, book, calendar, rng).fill();
  // Spoken in threads of their own while the database takes the rooms.
  const recorded = record(worthHearing(calls, RECORDINGS));
  recorded.catch(() => {});
  await writeHouse(db, house, book, calendar, { from: -YEAR, until: 540 });
  await writeArticles(db, house, calendar, rng);
  say(
    `${house.spec.name}: ${house.types.reduce((sum, type) => sum + type.rooms.length, 0)} rooms, rates to ${calendar.date(540)}`,
  );
  await writeGuests(db, house, book, rng);
  const recordings = await recorded;
  await writeCalls(db, house, calls, calendar, rng, analyse);
  await writeRecordings(db, storage, house, recordings);
  say(`${calls.length} calls, ${recordings.length} of them recorded`);
  await writeStays(db, house, book.stays, calendar, rng);
  await writeCleaning(db, house, book.stays, calendar, rng);
  await writeTasks(db, house, calls, calendar, rng);
  await writeTelephone({ db, storage, house, book, calls, calendar });
  say(`${book.stays.length} reservations of ${book.guests.length} guests`);

  const sister = planHouse(hillHouse(), DEMO_TENANT, rng, born);
  const small = new StayBook(sister, calendar, rng).fill(-28);
  await writeHouse(db, sister, small, calendar, { from: -30, until: YEAR });
  await writeGuests(db, sister, small, rng);
  await writeStays(db, sister, small.stays, calendar, rng);

  await writeTeam(system, DEMO_TENANT, rng, born);
}
