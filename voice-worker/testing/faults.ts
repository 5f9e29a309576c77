import { RawStream, type StreamPlace } from "./raw-stream";

/**
 * How a fault may end for the caller that makes it: the worker hung up, the call went on as if nothing was, or the guest is
 * gone and nobody asks.
 */
export type FaultEnd = "hung_up" | "went_on" | "gone";

export interface Fault {
  about: string;
  /** Makes the fault on a fresh call; `again` is another way to the same call, where there is one. */
  play(place: StreamPlace, again: () => Promise<StreamPlace>): Promise<FaultEnd>;
}

const GREETING_MS = 8_000;
const HANG_UP_MS = 8_000;
/** What was on its way when the worker hung up is no sign of life. */
const ON_ITS_WAY_MS = 1_000;
/** More than a worker takes from one peer. */
const MUCH_GARBAGE = 25;
const SOME_GARBAGE = 10;

/** Opens the stream, waits for the line's first words, does its worst, and sees what becomes of it. */
async function inCall(place: StreamPlace, worst: (stream: RawStream) => void): Promise<FaultEnd> {
  const stream = await greeted(place);
  worst(stream);
  return verdict(stream);
}

async function greeted(place: StreamPlace): Promise<RawStream> {
  const stream = await RawStream.open(place);
  stream.start();
  if (await stream.until(() => stream.heard > 0 || stream.closed, GREETING_MS)) return stream;
  stream.drop();
  throw new Error("The line did not greet.");
}

/** Whether the line goes on talking or hangs up; the stream is closed in either case. */
async function verdict(stream: RawStream): Promise<FaultEnd> {
  const before = stream.heard;
  await stream.until(() => stream.closed || stream.heard > before + 1, HANG_UP_MS);
  await stream.until(() => stream.closed, ON_ITS_WAY_MS);
  if (stream.closed) return "hung_up";
  stream.json({ event: "stop", streamSid: stream.streamSid });
  await stream.until(() => stream.closed, HANG_UP_MS);
  stream.drop();
  return "went_on";
}

async function refused(place: StreamPlace, opening: (stream: RawStream) => void): Promise<FaultEnd> {
  const stream = await RawStream.open(place);
  opening(stream);
  await stream.until(() => stream.closed, HANG_UP_MS);
  const end = stream.closed ? "hung_up" : "went_on";
  stream.drop();
  return end;
}

const repeat = (count: number, task: (index: number) => void): void => {
  for (let index = 0; index < count; index++) task(index);
};

/** What peers do wrong on the media socket, by name. */
export const faults: Readonly<Record<string, Fault>> = {
  drop: {
    about: "the connection is cut in the middle of a reply",
    play: async (place) => {
      const stream = await greeted(place);
      stream.drop();
      return "gone";
    },
  },
  garbage: {
    about: "text that is no JSON, and JSON that is no message, more than is borne",
    play: (place) =>
      inCall(place, (stream) =>
        repeat(MUCH_GARBAGE, (index) =>
          stream.send(["{", "null", '"media"', '{"event":7}', "[1,2]"][index % 5] as string),
        ),
      ),
  },
  "some-garbage": {
    about: "a little garbage between good frames",
    play: (place) =>
      inCall(place, (stream) =>
        repeat(SOME_GARBAGE, () => {
          stream.send("\u0000{not json");
          stream.frame();
        }),
      ),
  },
  null: {
    about: "messages whose fields are null",
    play: (place) =>
      inCall(place, (stream) => {
        stream.json(null);
        stream.frame({ media: null });
        stream.frame({ media: { payload: null } });
        stream.json({ event: "mark", mark: null });
        stream.json({ event: "dtmf", dtmf: { digit: null } });
      }),
  },
  binary: {
    about: "binary messages where text belongs",
    play: (place) =>
      inCall(place, (stream) => repeat(MUCH_GARBAGE, () => stream.send(Buffer.alloc(160, 0xff)))),
  },
  oversized: {
    about: "one message of a megabyte",
    play: (place) => inCall(place, (stream) => stream.send("x".repeat(1 << 20))),
  },
  "long-frame": {
    about: "frames of many seconds of audio",
    play: (place) =>
      inCall(place, (stream) =>
        repeat(3, () => stream.frame({ media: { payload: Buffer.alloc(16_000, 0xff).toString("base64") } })),
      ),
  },
  "out-of-order": {
    about: "frames in the wrong order, twice, of other streams and tracks, and marks nobody set",
    play: (place) =>
      inCall(place, (stream) => {
        for (const chunk of [9, 3, 3, 7, 1, -1]) stream.frame({ sequenceNumber: String(chunk) });
        stream.frame({ streamSid: "MZ0" });
        stream.json({ event: "mark", streamSid: stream.streamSid, mark: { name: "never.1" } });
      }),
  },
  "second-start": {
    about: "a second start in the middle of the call",
    play: (place) => inCall(place, (stream) => stream.start()),
  },
  "no-start": {
    about: "frames without a start",
    play: (place) => refused(place, (stream) => stream.frame()),
  },
  "silent-start": {
    about: "a connection that says nothing at all",
    play: (place) => refused(place, () => {}),
  },
  "no-token": {
    about: "a start without a token",
    play: (place) => refused({ ...place, parameters: {} }, (stream) => stream.start()),
  },
  "bad-token": {
    about: "a token somebody made up",
    play: (place) =>
      refused(
        { ...place, parameters: { token: `${place.parameters.token?.slice(0, -8)}AAAAAAAA` } },
        (stream) => stream.start(),
      ),
  },
  "replayed-token": {
    about: "the token of a call, used a second time",
    play: async (place) => {
      const first = await greeted(place);
      const end = await refused(place, (stream) => stream.start());
      if (first.closed) throw new Error("It ended the call of the guest whose token it was.");
      first.drop();
      return end;
    },
  },
  reconnect: {
    about: "the connection breaks and the guest comes back over a new one",
    play: async (place, again) => {
      const first = await greeted(place);
      first.drop();
      return inCall(await again(), () => {});
    },
  },
};
