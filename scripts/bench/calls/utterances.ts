import { rms } from "@/voice-worker/call/levels";
import { GuestSpeech } from "@/voice-worker/testing/guest-speech";

const RATE = 8000;
const FRAME = 160;
const LOUD = 0.02;
/** Without commas: a pause in an utterance would end the turn for a recogniser that waits 200 ms. */
const WORDS = [
  "I would like a room for two people next Friday please",
  "we would also like to have breakfast in the room",
  "no wait I would rather stay until Monday morning",
  "that is all for today thank you very much",
];

/** What the guests say, 8 kHz PCM, cut where the voice begins and ends. */
export async function makeUtterances(): Promise<Int16Array[]> {
  const voice = new GuestSpeech(RATE);
  try {
    const spoken: Int16Array[] = [];
    for (const words of WORDS) spoken.push(trim(await voice.say(words)));
    return spoken;
  } finally {
    await voice.close();
  }
}

function trim(pcm: Int16Array): Int16Array {
  const frames = Math.floor(pcm.length / FRAME);
  const loud = (frame: number) => rms(pcm.subarray(frame * FRAME, (frame + 1) * FRAME)) > LOUD;
  let first = 0;
  let last = frames - 1;
  while (first < last && !loud(first)) first += 1;
  while (last > first && !loud(last)) last -= 1;
  return pcm.slice(first * FRAME, (last + 1) * FRAME);
}
