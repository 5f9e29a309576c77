/**
 * How the file of one worker's part of a call begins: RIFF/WAVE, stereo, 16-bit PCM. A chunk `strt` before the sound
 * says at which sample of the call's timeline (u32, little endian) the file starts; without one it starts with the call.
 */
const START = "strt";
const PLAIN_HEADER = 44;

export interface PartHeader {
  sampleRate: number;
  startSample: number;
  /** Byte at which the sound begins. */
  dataAt: number;
}

/** The header a recorder writes before it knows how long the file will be: sizes are zero, `completeSizes` fills them in. */
export function partHeader(sampleRate: number, startSample = 0): Buffer {
  const header = Buffer.alloc(PLAIN_HEADER + (startSample > 0 ? 12 : 0));
  header.write("RIFF", 0, "latin1");
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 4, 28);
  header.writeUInt16LE(4, 32);
  header.writeUInt16LE(16, 34);
  if (startSample > 0) {
    header.write(START, 36, "latin1");
    header.writeUInt32LE(4, 40);
    header.writeUInt32LE(startSample, 44);
  }
  header.write("data", header.length - 8, "latin1");
  return header;
}

/** What a file's header says; null for a file that is none of ours. */
export function readPartHeader(bytes: Buffer): PartHeader | null {
  const tag = (at: number) => bytes.toString("latin1", at, at + 4);
  if (bytes.length < PLAIN_HEADER || tag(0) !== "RIFF" || tag(8) !== "WAVE" || tag(12) !== "fmt ")
    return null;
  if (bytes.readUInt16LE(20) !== 1 || bytes.readUInt16LE(22) !== 2 || bytes.readUInt16LE(34) !== 16)
    return null;
  const late = tag(36) === START && bytes.length >= PLAIN_HEADER + 12;
  const dataAt = PLAIN_HEADER + (late ? 12 : 0);
  if (tag(dataAt - 8) !== "data") return null;
  return { sampleRate: bytes.readUInt32LE(24), startSample: late ? bytes.readUInt32LE(44) : 0, dataAt };
}

/** Makes the sizes in a header true, in place. */
export function completeSizes(bytes: Buffer, { dataAt }: Pick<PartHeader, "dataAt">): void {
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.writeUInt32LE(bytes.length - dataAt, dataAt - 4);
}
