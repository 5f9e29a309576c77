import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { demo } from "@/scripts/lib/demo.mjs";
import { Answers } from "@/voice-worker/testing/script";
import { booking } from "@/voice-worker/testing/scripts/booking";
import { twilioSignature } from "@/voice-worker/testing/webhook";
import { expectBooked } from "./support/expect-booked";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";

const dataDir = process.env.E2E_DATA_DIR ?? ".data/e2e";
const MOST_TURNS = 30;

const plain = (xml: string): string =>
  xml.replace(
    /&(amp|lt|gt|quot|apos);/g,
    (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" })[name] ?? "",
  );
const saidIn = (twiml: string): string =>
  plain([...twiml.matchAll(/<Say\b[^>]*>([^<]*)</g)].map(([, words]) => words ?? "").join(" "));
const actionIn = (twiml: string): string => {
  const gather = /<Gather\b[^>]*\baction="([^"]+)"/.exec(twiml)?.[1];
  const next = gather ?? /<Redirect\b[^>]*>([^<]+)</.exec(twiml)?.[1];
  if (!next) throw new Error(`The line does not listen: ${twiml}`);
  return plain(next);
};

test("without media streams a room is booked by Gather, turn by turn over signed webhooks", async ({
  page,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const secrets = JSON.parse(readFileSync(path.join(dataDir, "secrets.json"), "utf8")) as Record<
    string,
    string
  >;
  const callSid = `CA${randomBytes(16).toString("hex")}`;
  const post = async (address: string, more: Record<string, string> = {}): Promise<string> => {
    const form = {
      CallSid: callSid,
      From: "+15550143377",
      To: demo.lineNumber,
      CallStatus: "in-progress",
      ...more,
    };
    const signature = twilioSignature(secrets.TWILIO_AUTH_TOKEN ?? "", address, form);
    const response = await fetch(address, {
      method: "POST",
      headers: { "x-twilio-signature": signature },
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(20_000),
    });
    const twiml = await response.text();
    expect(response.status, twiml).toBe(200);
    // An answer that takes its time is fetched after a word to the guest.
    const fetched = twiml.includes("<Gather") ? "" : (/<Redirect\b[^>]*>([^<]+)</.exec(twiml)?.[1] ?? "");
    return fetched.includes("words=") ? post(plain(fetched)) : twiml;
  };

  const unsigned = await fetch(`${baseURL}/api/v1/twilio/voice`, {
    method: "POST",
    body: new URLSearchParams(),
  });
  expect(unsigned.status).toBe(403);

  let twiml = await post(`${baseURL}/api/v1/twilio/voice`);
  const answers = new Answers(booking.cues);
  for (let turn = 0; turn < MOST_TURNS && !twiml.includes("<Hangup"); turn++) {
    const words = turn === 0 ? booking.opening : answers.to(saidIn(twiml));
    const SpeechResult = words ?? "Could you say that another way?";
    twiml = await post(actionIn(twiml), { SpeechResult, Confidence: "0.94" });
  }
  expect(twiml).toContain("<Hangup");
  const hotel = await enter(page);
  await expectBooked(page, hotel, callSid, { recording: false });
});
