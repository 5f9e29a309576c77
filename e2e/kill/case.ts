import type { Caller } from "@/voice-worker/testing/caller";
import { playScript } from "@/voice-worker/testing/script";
import { booking } from "@/voice-worker/testing/scripts/booking";
import { Transcript } from "@/voice-worker/testing/transcript";
import { TwilioCaller } from "@/voice-worker/testing/twilio-caller";
import { TypedCaller } from "@/voice-worker/testing/typed-caller";
import { placeCall } from "@/voice-worker/testing/webhook";
import type { Point } from "./points";
import type { Stack, Victim } from "./stack";

const TYPED_CALL_MS = 25_000;
/** Twice what a spoken booking takes, for machines with much else to do. */
const SPOKEN_CALL_MS = 240_000;
const SETTLE_MS = 20_000;
const POLL_MS = 150;

/** Watches a caller and kills once the point is reached; records what the guest typed. */
function killAt(caller: Caller, point: Point, kill: () => void): { killed(): boolean; caller: Caller } {
  const said: string[] = [];
  let killed = false;
  const look = () => {
    if (killed || !point.reached({ said, updates: caller.updates })) return;
    killed = true;
    kill();
  };
  const say = caller.say.bind(caller);
  caller.say = async (text) => {
    said.push(text);
    await say(text);
    look();
  };
  caller.onUpdate = look;
  look();
  return { killed: () => killed, caller };
}

interface Booked {
  code: string;
  status: string;
}

export interface Case {
  victim: Victim;
  point: Point;
  from: string;
  to: string;
  /** Guest words to 8 kHz PCM, for a call in speech; without it the turns are typed. */
  voice?: (text: string) => Promise<Int16Array>;
}

/** One call, one kill; throws with a sentence when a promise of the product was broken. */
export async function runCase(stack: Stack, { victim, point, from, to, voice }: Case): Promise<string> {
  const authToken = stack.secret("TWILIO_AUTH_TOKEN");
  const placed = await placeCall({ url: stack.webUrl, authToken, from, to });
  const { callSid, streamUrl, parameters } = placed;
  const mediaUrl = new URL(streamUrl).origin.replace(/^http/, "ws");
  const caller = voice
    ? await TwilioCaller.connect({ ...placed, voice })
    : await TypedCaller.connect(mediaUrl, parameters.token ?? "");
  const watch = killAt(caller, point, () => stack.kill(victim));
  const { why } = await playScript(caller, booking, voice ? SPOKEN_CALL_MS : TYPED_CALL_MS);
  if (!watch.killed()) throw new Error(`The point was never reached: ${why}.\n${dialogue(caller)}`);
  await stack.healed();
  return judge(stack, callSid, caller);
}

/** What was said, and how it was heard, for who looks for the cause. */
function dialogue({ updates }: Caller): string {
  const lines: string[] = [];
  const transcript = new Transcript((line) => lines.push(line));
  for (const update of updates) transcript.take(update);
  return lines.join("\n");
}

async function judge(stack: Stack, callSid: string, caller: Caller): Promise<string> {
  const refs = caller.updates.flatMap((update) =>
    update.type === "tool" && update.outcome === "ok" && update.ref ? [update.ref.code] : [],
  );
  const told = caller.updates.some(
    (update) => update.type === "tool" && update.name === "book_stay" && update.outcome === "ok",
  );
  const bookings = () =>
    stack.query<Booked>(
      "SELECT r.code, r.status FROM reservation r JOIN call c ON c.id = r.call_id WHERE c.external_id = $1 AND r.status <> 'cancelled'",
      [callSid],
    );
  const found = await bookings();
  if (found.length > 1)
    throw new Error(`${found.length} bookings for one call: ${found.map((b) => b.code).join(", ")}`);
  if (told && found.length === 0)
    throw new Error("The guest was told it is booked, and there is no booking.");
  const missing = await lostRefs(stack, callSid, refs);
  if (missing.length > 0)
    throw new Error(`The guest was given ${missing.join(", ")}, and nothing of it is in the database.`);
  await spooledIsDelivered(stack, callSid);
  return found.length === 1 ? "one booking" : "no booking, none promised";
}

/** References the guest was told that exist nowhere. */
async function lostRefs(stack: Stack, callSid: string, refs: readonly string[]): Promise<string[]> {
  const rows = await stack.query<{ code: string }>(
    `SELECT r.code FROM reservation r JOIN call c ON c.id = r.call_id WHERE c.external_id = $1
     UNION ALL SELECT q.ref FROM request q JOIN call c ON c.id = q.call_id WHERE c.external_id = $1`,
    [callSid],
  );
  const known = new Set(rows.map((row) => row.code));
  return refs.filter((ref) => !known.has(ref));
}

/** The record of a call has no gap once the spool is replayed: sequences are consecutive in each epoch. */
async function spooledIsDelivered(stack: Stack, callSid: string): Promise<void> {
  const late = Date.now() + SETTLE_MS;
  for (;;) {
    const rows = await stack.query<{ n: number; last: number }>(
      `SELECT count(*)::int AS n, coalesce(max(e.sequence), 0) AS last FROM call_event e JOIN call c ON c.id = e.call_id
       WHERE c.external_id = $1 GROUP BY e.epoch`,
      [callSid],
    );
    if (rows.every((row) => row.n === row.last)) return;
    if (Date.now() > late) throw new Error(`The record of the call has a gap: ${JSON.stringify(rows)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
