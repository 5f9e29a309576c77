import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openRecording, openSealed, SEAL_HEADER_BYTES, SealError, Sealer } from "./seal";

const app = generateKeyPairSync("x25519");
const sealKey = app.publicKey.export({ format: "jwk" }).x as string;
const sealed = (frames: Uint8Array[], lastIsLast = true): Buffer => {
  const sealer = new Sealer(sealKey);
  const boxes = frames.map((frame, i) => sealer.seal(frame, lastIsLast && i === frames.length - 1));
  return Buffer.concat([sealer.header, ...boxes]);
};
const frames = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 6 });

describe("sealed files", () => {
  test("what is sealed is opened, frame by frame", () => {
    fc.assert(
      fc.property(frames, (plain) => {
        const opened = openSealed(app.privateKey, sealed(plain));
        expect(opened.complete).toBe(true);
        expect(opened.frames.map((frame) => [...frame])).toEqual(plain.map((frame) => [...frame]));
      }),
      { numRuns: 60 },
    );
  });

  test("cut anywhere, the whole frames before the cut remain", () => {
    fc.assert(
      fc.property(frames, fc.nat(), (plain, seed) => {
        const whole = sealed(plain);
        const cut = SEAL_HEADER_BYTES + (seed % (whole.length - SEAL_HEADER_BYTES));
        const opened = openSealed(app.privateKey, whole.subarray(0, cut));
        expect(opened.complete).toBe(false);
        expect(opened.frames.length).toBeLessThan(plain.length);
        expect(opened.frames.map((frame) => [...frame])).toEqual(
          plain.slice(0, opened.frames.length).map((frame) => [...frame]),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("one changed bit anywhere in a frame is noticed or shortens the file, and never changes a byte", () => {
    const whole = sealed([Buffer.from("first"), Buffer.from("second")]);
    for (let at = SEAL_HEADER_BYTES; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] as number) ^ 1;
      let got: string[] = [];
      try {
        got = openSealed(app.privateKey, bytes).frames.map(String);
      } catch (error) {
        expect(error).toBeInstanceOf(SealError);
      }
      expect(["first", "second"].slice(0, got.length)).toEqual(got);
      expect(got.length).toBeLessThan(2);
    }
  });

  test("another key, swapped frames, empty and foreign bytes are refused", () => {
    const other = generateKeyPairSync("x25519");
    expect(() => openSealed(other.privateKey, sealed([Buffer.from("x")]))).toThrow(SealError);
    const sealer = new Sealer(sealKey);
    const [a, b] = [sealer.seal(Buffer.from("a")), sealer.seal(Buffer.from("b"))];
    expect(() => openSealed(app.privateKey, Buffer.concat([sealer.header, b, a]))).toThrow(SealError);
    expect(() => openSealed(app.privateKey, Buffer.alloc(0))).toThrow(SealError);
    expect(() => openSealed(app.privateKey, Buffer.alloc(200, 7))).toThrow(SealError);
    expect(() => new Sealer("AAAA")).toThrow(SealError);
  });

  test("the same bytes sealed twice look different", () => {
    expect(sealed([Buffer.from("x")]).equals(sealed([Buffer.from("x")]))).toBe(false);
  });

  test("a recording's header counts what is really there", () => {
    const wav = openRecording(app.privateKey, sealed([Buffer.alloc(44), Buffer.alloc(400, 1)], false));
    expect(wav.readUInt32LE(40)).toBe(400);
    expect(wav.readUInt32LE(4)).toBe(436);
    expect(() => openRecording(app.privateKey, sealed([Buffer.alloc(10)]))).toThrow(SealError);
  });
});
