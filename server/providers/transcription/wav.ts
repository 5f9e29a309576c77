/** The samples of a WAV of 16-bit PCM in one channel, as bytes; null for anything else. RIFF chunks are padded to even. */
export function readPcm(wav: Uint8Array): { sampleRate: number; pcm: Uint8Array } | null {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength);
  const name = (at: number) => String.fromCharCode(...wav.subarray(at, at + 4));
  if (wav.length < 44 || name(0) !== "RIFF" || name(8) !== "WAVE") return null;
  let sampleRate = 0;
  for (let at = 12; at + 8 <= wav.length; ) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (name(at) === "fmt " && body + 16 <= wav.length) {
      const isPlain = view.getUint16(body, true) === 1 && view.getUint16(body + 14, true) === 16;
      if (!isPlain || view.getUint16(body + 2, true) !== 1) return null;
      sampleRate = view.getUint32(body + 4, true);
    }
    if (name(at) === "data")
      return sampleRate > 0
        ? { sampleRate, pcm: wav.subarray(body, Math.min(wav.length, body + size)) }
        : null;
    at = body + size + (size % 2);
  }
  return null;
}
