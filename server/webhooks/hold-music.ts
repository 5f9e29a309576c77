const RATE = 8_000;
const SECONDS = 24;
/** A slow arpeggio over four chords (Hz): soft sines, so that a telephone line carries them well. */
const CHORDS = [
  [261.6, 329.6, 392.0, 523.3],
  [220.0, 261.6, 329.6, 440.0],
  [174.6, 220.0, 261.6, 349.2],
  [196.0, 246.9, 293.7, 392.0],
] as const;
const NOTE_SECONDS = 0.75;
const LOUDNESS = 0.22;

let made: Uint8Array<ArrayBuffer> | undefined;

/** Music for who waits: 24 s of 16-bit mono WAV at 8 kHz, made here, so that nobody's rights are touched. */
export function holdMusic(): Uint8Array<ArrayBuffer> {
  made ??= wav(samples());
  return made;
}

function samples(): Int16Array {
  const out = new Int16Array(RATE * SECONDS);
  const note = Math.round(NOTE_SECONDS * RATE);
  for (let i = 0; i < out.length; i++) {
    const index = Math.floor(i / note);
    const chord = CHORDS[Math.floor(index / 8) % CHORDS.length] ?? CHORDS[0];
    const step = [0, 1, 2, 3, 2, 1, 0, 1][index % 8] ?? 0;
    const hertz = chord[step] ?? 261.6;
    const t = (i % note) / RATE;
    const envelope = Math.min(1, t / 0.04) * Math.exp(-2.2 * t);
    const phase = 2 * Math.PI * hertz * t;
    const tone = Math.sin(phase) + 0.25 * Math.sin(2 * phase);
    out[i] = Math.round(tone * envelope * LOUDNESS * 32_767 * 0.8);
  }
  return out;
}

function wav(pcm: Int16Array): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.alloc(44 + pcm.length * 2);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(36 + pcm.length * 2, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(pcm.length * 2, 40);
  for (let i = 0; i < pcm.length; i++) bytes.writeInt16LE(pcm[i] ?? 0, 44 + i * 2);
  return new Uint8Array(bytes);
}
