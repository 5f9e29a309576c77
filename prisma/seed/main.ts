import pg from "pg";
import { demo } from "@/scripts/lib/demo.mjs";

/** Whether the owner can sign in to the demo: written last, so everything before it is there. */
async function isSeeded(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query(
    "SELECT 1 FROM user_account u JOIN membership m ON m.user_id = u.id WHERE u.email = $1 LIMIT 1",
    [demo.ownerEmail],
  );
  return rowCount === 1;
}

/** One seeder at a time, whoever starts it; the lock falls with the connection. */
const LOCK = 7_230_411;

const client = new pg.Client({ connectionString: process.env.DATABASE_SYSTEM_URL });
await client.connect();
try {
  if (!(await isSeeded(client))) {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    // What builds a hotel is loaded only when there is one to build: a restart should not wait for it.
    if (!(await isSeeded(client))) await (await import("./run")).run();
  }
} finally {
  await client.end();
}
