/**
 * Text as audible tones and back: what the fake voice says, the fake ear hears, through µ-law, resampling and
 * cuts. One of sixteen tones a half byte, 20 ms each (orthogonal at 50 Hz spacing); a cut leaves a prefix.
 */

const RATE = 8_000;
const SYMBOL = 160;
const LEAD_HZ = 300;
const SYNC_HZ = 3_200;
const LEVEL = 6_000;
const HISS = 300;
/** Share of a symbol's energy that one tone must hold to be a tone. */
const PURITY = 0.5;

const toneOf = (nibble: number): number => 600 + 150 * nibble;

/** How much of the window's energy lies at `hz`, 0..1 (Goertzel, 1958). */
function share(pcm: Int16Array, at: number, hz: number): number {
  const w = (2 * Math.PI * hz) / RATE;
  let re = 0;
  let im = 0;
  let energy = 1;
  for (let i = 0; i < SYMBOL; i++) {
    const x = pcm[at + i] ?? 0;
    re += x * Math.cos(w * i);
    im += x * Math.sin(w * i);
    energy += x * x;
  }
  if (energy < SYMBOL * HISS * HISS) return 0;
  return (2 * (re * re + im * im)) / (SYMBOL * energy);
}

/** 8 kHz tones: 60 ms of lead-in, then 40 ms a byte of UTF-8. A little hiss makes it sound like speech to a VAD. */
export function textToTones(text: string): Int16Array {
  const nibbles = [...new TextEncoder().encode(text)].flatMap((byte) => [byte >> 4, byte & 15]);
  const tones = [LEAD_HZ, LEAD_HZ, SYNC_HZ, ...nibbles.map(toneOf)];
  let seed = 7;
  return Int16Array.from({ length: tones.length * SYMBOL }, (_, i) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const hiss = HISS * (seed / 2 ** 31 - 1);
    return Math.round(
      LEVEL * Math.sin((2 * Math.PI * (tones[Math.floor(i / SYMBOL)] as number) * i) / RATE) + hiss,
    );
  });
}

function readSymbols(pcm: Int16Array, from: number): { bytes: Uint8Array; end: number } {
  const nibbles: number[] = [];
  let at = from;
  for (; at + SYMBOL <= pcm.length; at += SYMBOL) {
    const shares = Array.from({ length: 16 }, (_, nibble) => share(pcm, at, toneOf(nibble)));
    const best = Math.max(...shares);
    if (best < PURITY) break;
    nibbles.push(shares.indexOf(best));
  }
  const bytes = Uint8Array.from({ length: nibbles.length >> 1 }, (_, i) => {
    return ((nibbles[2 * i] as number) << 4) | (nibbles[2 * i + 1] as number);
  });
  return { bytes, end: at };
}

/** Start of the symbol that sounds purest at the sync tone near `at`. */
function syncNear(pcm: Int16Array, at: number): number {
  let best = at;
  let purest = 0;
  for (let candidate = at; candidate <= at + SYMBOL * 2 && candidate + SYMBOL <= pcm.length; candidate += 4) {
    const purity = share(pcm, candidate, SYNC_HZ);
    if (purity > purest) [best, purest] = [candidate, purity];
  }
  return best;
}

/** Every text in 8 kHz audio, in order; a torn character at a cut is left out. Silence and speech give nothing. */
export function tonesToTexts(pcm: Int16Array): string[] {
  const texts: string[] = [];
  for (let at = 0; at + SYMBOL <= pcm.length; ) {
    if (share(pcm, at, SYNC_HZ) < 0.3) {
      at += SYMBOL / 2;
      continue;
    }
    const { bytes, end } = readSymbols(pcm, syncNear(pcm, Math.max(0, at - SYMBOL)) + SYMBOL);
    const text = new TextDecoder("utf-8").decode(bytes, { stream: true });
    if (text) texts.push(text);
    at = Math.max(end, at + SYMBOL);
  }
  return texts;
}
