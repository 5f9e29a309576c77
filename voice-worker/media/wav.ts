import { type FileHandle, open } from "node:fs/promises";
import { decodeMulaw } from "./mulaw";

/** RIFF/WAVE (Microsoft "Multimedia Programming Interface", 1991): 44 bytes of header for plain PCM. */
const HEADER_BYTES = 44;
const PCM = 1;
const MULAW = 7;
const EXTENSIBLE = 0xfffe;

export class WavError extends Error {
  override readonly name = "WavError";
}

export interface WavAudio {
  sampleRate: number;
  /** One array a channel, all of one length. */
  channels: Int16Array[];
}

interface Format {
  codec: number;
  channels: number;
  sampleRate: number;
  bits: number;
}

const tagAt = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

function readFormat(view: DataView, at: number, size: number): Format {
  if (size < 16) throw new WavError("The WAV header is cut short.");
  const codec = view.getUint16(at, true);
  const format = {
    codec: codec === EXTENSIBLE && size >= 26 ? view.getUint16(at + 24, true) : codec,
    channels: view.getUint16(at + 2, true),
    sampleRate: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  };
  const known = (format.codec === PCM && format.bits === 16) || (format.codec === MULAW && format.bits === 8);
  if (!known) throw new WavError("Only 16-bit PCM and 8-bit µ-law WAV files are understood.");
  if (format.channels < 1 || format.channels > 2)
    throw new WavError("Only mono and stereo WAV files are understood.");
  if (format.sampleRate < 1_000 || format.sampleRate > 384_000)
    throw new WavError("The WAV sample rate is nonsense.");
  return format;
}

/** Finds `fmt ` and `data`. A data size that promises more than there is (a writer that died) means: up to the end. */
function readChunks(bytes: Uint8Array): { format: Format; data: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || tagAt(view, 0) !== "RIFF" || tagAt(view, 8) !== "WAVE") {
    throw new WavError("This is not a WAV file.");
  }
  let format: Format | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const tag = tagAt(view, at);
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    const left = bytes.length - body;
    if (tag === "fmt ") format = readFormat(view, body, Math.min(size, left));
    if (tag === "data") {
      if (!format) throw new WavError("The WAV file has sound before its format.");
      const unfinished = size === 0 || size > left;
      return { format, data: bytes.subarray(body, body + (unfinished ? left : size)) };
    }
    at = body + size + (size & 1);
  }
  throw new WavError("The WAV file holds no sound.");
}

/** Reads 16-bit PCM or µ-law, mono or stereo, any rate. Half-written files give what is there. Throws WavError. */
export function readWav(bytes: Uint8Array): WavAudio {
  const { format, data } = readChunks(bytes);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const linear =
    format.codec === MULAW
      ? decodeMulaw(data)
      : Int16Array.from({ length: data.length >> 1 }, (_, i) => view.getInt16(2 * i, true));
  const frames = Math.floor(linear.length / format.channels);
  const channels = Array.from({ length: format.channels }, (_, channel) =>
    Int16Array.from({ length: frames }, (_, i) => linear[i * format.channels + channel] as number),
  );
  return { sampleRate: format.sampleRate, channels };
}

function header(sampleRate: number, channels: number, dataBytes: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode("RIFF"), 0);
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  bytes.set(new TextEncoder().encode("WAVEfmt "), 8);
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  bytes.set(new TextEncoder().encode("data"), 36);
  view.setUint32(40, dataBytes, true);
  return bytes;
}

function interleave(channels: readonly Int16Array[]): Uint8Array {
  const frames = channels[0]?.length ?? 0;
  if (channels.some((channel) => channel.length !== frames))
    throw new WavError("WAV channels differ in length.");
  const bytes = new Uint8Array(frames * channels.length * 2);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (let i = 0; i < frames; i++) {
    for (const channel of channels) {
      view.setInt16(at, channel[i] as number, true);
      at += 2;
    }
  }
  return bytes;
}

/** A whole 16-bit PCM WAV file. Throws WavError unless there are one or two channels of one length. */
export function writeWav({ sampleRate, channels }: WavAudio): Uint8Array {
  if (channels.length < 1 || channels.length > 2)
    throw new WavError("A WAV file here has one or two channels.");
  const body = interleave(channels);
  const bytes = new Uint8Array(HEADER_BYTES + body.length);
  bytes.set(header(sampleRate, channels.length, body.length));
  bytes.set(body, HEADER_BYTES);
  return bytes;
}

export interface StereoWavWriter {
  /** Appends frames of equal length. Waits for the disk; refuses when `maxPendingBytes` are already waiting. */
  write(left: Int16Array, right: Int16Array): Promise<void>;
  /** Writes the true sizes and closes; resolves to the number of frames. Idempotent. */
  finalise(): Promise<number>;
}

/** Data bytes a WAV header can count. */
const MAX_DATA = 0xffff_ffff - HEADER_BYTES;

/**
 * Writes a stereo recording as it happens (by our convention left is the guest, right is the line).
 * Until `finalise` the header says "no data", which `readWav` and `recoverWav` understand.
 */
export async function createStereoWavWriter(
  path: string,
  sampleRate: number,
  maxPendingBytes = 1 << 20,
): Promise<StereoWavWriter> {
  const file: FileHandle = await open(path, "w", 0o600);
  await file.write(header(sampleRate, 2, 0), 0, HEADER_BYTES, 0);
  let position = HEADER_BYTES;
  let pending = 0;
  let chain: Promise<void> = Promise.resolve();
  let finished: Promise<number> | undefined;

  const append = async (bytes: Uint8Array, at: number): Promise<void> => {
    for (let done = 0; done < bytes.length; ) {
      done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
    }
  };

  return {
    async write(left, right) {
      if (finished) throw new WavError("The recording is already finished.");
      const bytes = interleave([left, right]);
      if (pending + bytes.length > maxPendingBytes)
        throw new WavError("The disk does not keep up with the recording.");
      if (position - HEADER_BYTES + bytes.length > MAX_DATA) throw new WavError("The recording is full.");
      const at = position;
      position += bytes.length;
      pending += bytes.length;
      chain = chain
        .then(() => append(bytes, at))
        .finally(() => {
          pending -= bytes.length;
        });
      await chain;
    },
    finalise() {
      finished ??= (async () => {
        try {
          await chain;
          const data = position - HEADER_BYTES;
          await file.write(header(sampleRate, 2, data), 0, HEADER_BYTES, 0);
          await file.sync();
          return data / 4;
        } finally {
          await file.close();
        }
      })();
      return finished;
    },
  };
}

/**
 * Completes a recording whose writer died: drops a torn last frame and writes the true sizes in place.
 * Resolves to the number of frames. Throws WavError when the file is no 44-byte-header WAV of ours.
 */
export async function recoverWav(path: string): Promise<number> {
  const file = await open(path, "r+");
  try {
    const head = new Uint8Array(HEADER_BYTES);
    const { bytesRead } = await file.read(head, 0, HEADER_BYTES, 0);
    const view = new DataView(head.buffer);
    const ours = bytesRead === HEADER_BYTES && tagAt(view, 0) === "RIFF" && tagAt(view, 36) === "data";
    if (!ours) throw new WavError("This is not a recording that can be completed.");
    const format = readFormat(view, 20, 16);
    const frameBytes = format.channels * (format.bits / 8);
    const { size } = await file.stat();
    const frames = Math.floor(Math.min(size - HEADER_BYTES, MAX_DATA) / frameBytes);
    await file.truncate(HEADER_BYTES + frames * frameBytes);
    await file.write(header(format.sampleRate, format.channels, frames * frameBytes), 0, HEADER_BYTES, 0);
    await file.sync();
    return frames;
  } finally {
    await file.close();
  }
}
