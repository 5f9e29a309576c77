import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { silentLogger } from "@/server/kernel/logger";
import { ManualTimers } from "../testing/manual-timers";
import type { Arrival, HangUpCause } from "./port";
import { type MediaServer, startMediaServer } from "./server";
import { HELLO_MS } from "./twilio";

const open: MediaServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const token = "t".repeat(40);
const start = {
  event: "start",
  streamSid: "MZ1",
  start: {
    callSid: "CA1",
    customParameters: { token },
    mediaFormat: { encoding: "audio/x-mulaw", sampleRate: "8000", channels: "1" },
  },
};

async function world(maxSockets = 10) {
  const timers = new ManualTimers();
  const arrivals: Arrival[] = [];
  let wake = () => {};
  const server = await startMediaServer(0, {
    timers,
    log: silentLogger,
    maxSockets,
    handle: (_request, response) => response.writeHead(200).end("ok"),
    staffArrived: ({ peer }) => peer.close(1000, "not in this test"),
    arrived(arrival) {
      arrivals.push(arrival);
      wake();
    },
  });
  open.push(server);
  const dial = async (path: string) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    const closed = new Promise<number>((resolve) => socket.once("close", resolve));
    socket.on("error", () => {});
    return { socket, closed, send: (message: unknown) => socket.send(JSON.stringify(message)) };
  };
  const arrival = async () => {
    while (arrivals.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return arrivals.shift() as Arrival;
  };
  const listen = ({ transport }: Arrival) => {
    const heard = { audio: [] as number[], texts: [] as string[], marks: [] as string[], digits: "" };
    const closed = new Promise<HangUpCause>((resolve) =>
      transport.attach({
        audio: (pcm) => heard.audio.push(pcm.length),
        text: (text) => heard.texts.push(text),
        dtmf: (digit) => {
          heard.digits += digit;
        },
        mark: (name) => heard.marks.push(name),
        closed: resolve,
      }),
    );
    return { heard, closed };
  };
  return { timers, server, dial, arrival, arrivals, listen };
}

const media = (bytes: Buffer, streamSid = "MZ1") => ({
  event: "media",
  streamSid,
  sequenceNumber: "3",
  media: { track: "inbound", chunk: "1", timestamp: "20", payload: bytes.toString("base64") },
});

describe("the media server", () => {
  test("Twilio: numbers as strings, audio, keys, marks and stop arrive; what goes out is Twilio's JSON", async () => {
    const { dial, arrival, listen } = await world();
    const { socket, send } = await dial("/media/twilio/");
    send({ event: "connected", protocol: "Call", version: "1.0.0" });
    send(start);
    const arrived = await arrival();
    expect(arrived).toMatchObject({ token, carrierId: "CA1" });
    const { heard, closed } = listen(arrived);
    const out: string[] = [];
    socket.on("message", (data) => out.push(String(data)));
    arrived.transport.sendAudio(new Int16Array(800));
    arrived.transport.sendMark("m1");
    arrived.transport.clear();
    arrived.transport.notify({ type: "recording", on: true });
    send(media(Buffer.alloc(160, 0xff)));
    send({ event: "dtmf", streamSid: "MZ1", dtmf: { track: "inbound_track", digit: "7" } });
    send({ event: "mark", streamSid: "MZ1", mark: { name: "m1" } });
    send({ event: "stop", stop: { accountSid: "AC", callSid: "CA1" } });
    expect(await closed).toBe("guest");
    expect(heard).toEqual({ audio: [160], texts: [], marks: ["m1"], digits: "7" });
    while (out.length < 3) await new Promise((resolve) => setImmediate(resolve));
    expect(out.map((text) => (JSON.parse(text) as { event: string }).event)).toEqual([
      "media",
      "mark",
      "clear",
    ]);
    const first = JSON.parse(out[0] as string) as { streamSid: string; media: { payload: string } };
    expect(first.streamSid).toBe("MZ1");
    expect(Buffer.from(first.media.payload, "base64")).toHaveLength(800);
    socket.close();
  });

  test("browser: hello, frames of PCM, typed turns, keys and marks; bye ends it", async () => {
    const { dial, arrival, listen } = await world();
    const { socket, send } = await dial("/media/browser");
    send({ type: "hello", token });
    const arrived = await arrival();
    expect(arrived.transport).toMatchObject({ kind: "browser", sampleRate: 16_000, audio: true });
    const { heard, closed } = listen(arrived);
    socket.send(Buffer.alloc(640));
    send({ type: "text", text: "  two nights " });
    send({ type: "dtmf", digit: "#" });
    send({ type: "mark", name: "m" });
    send({ type: "bye" });
    expect(await closed).toBe("guest");
    expect(heard).toEqual({ audio: [320], texts: ["two nights"], marks: ["m"], digits: "#" });
    socket.close();
  });

  test.each([
    ["/media/twilio", "garbage first", "not json"],
    ["/media/twilio", "media before start", JSON.stringify(media(Buffer.alloc(160)))],
    [
      "/media/twilio",
      "no token",
      JSON.stringify({ ...start, start: { callSid: "CA1", customParameters: {} } }),
    ],
    [
      "/media/twilio",
      "another codec",
      JSON.stringify({
        ...start,
        start: { ...start.start, mediaFormat: { encoding: "audio/opus", sampleRate: 48000 } },
      }),
    ],
    ["/media/twilio", "binary first", Buffer.alloc(20)],
    ["/media/browser", "garbage first", "{"],
    ["/media/browser", "text before hello", JSON.stringify({ type: "text", text: "hi" })],
    ["/media/browser", "a null token", JSON.stringify({ type: "hello", token: null })],
    ["/media/browser", "binary first", Buffer.alloc(20)],
  ])("%s: %s closes the socket", async (path, _name, first) => {
    const { dial, arrivals } = await world();
    const { socket, closed } = await dial(path);
    socket.send(first);
    expect(await closed).toBe(1008);
    expect(arrivals).toEqual([]);
  });

  test.each(["/media/twilio", "/media/browser"])(
    "%s: who says nothing is cut off after five seconds",
    async (path) => {
      const { dial, timers, arrivals } = await world();
      const { closed } = await dial(path);
      timers.advance(HELLO_MS - 1);
      expect(arrivals).toEqual([]);
      timers.advance(1);
      expect(await closed).toBe(1008);
    },
  );

  test("events that the telephone service has added since are passed over, however many", async () => {
    const { dial, arrival, listen } = await world();
    const { socket, send } = await dial("/media/twilio");
    send({ event: "prelude" });
    send(start);
    const { heard, closed } = listen(await arrival());
    for (let i = 0; i < 50; i++) send({ event: "quality", streamSid: "MZ1", quality: { jitter: i } });
    send(media(Buffer.alloc(160)));
    send({ event: "stop" });
    expect(await closed).toBe("guest");
    expect(heard.audio).toEqual([160]);
    socket.close();
  });

  test("a little garbage is forgiven, much of it ends the call; a huge message ends it at once", async () => {
    const { dial, arrival, listen } = await world();
    const garbage = [
      "{",
      "null",
      "[]",
      "7",
      JSON.stringify({ event: "media" }),
      JSON.stringify({ event: "media", streamSid: "MZ1", media: null }),
      ...["####", "//8", "/ /8=", 7].map((payload) =>
        JSON.stringify({ event: "media", streamSid: "MZ1", media: { payload } }),
      ),
      JSON.stringify({ event: "media", streamSid: "MZ1", media: { track: 7, payload: "////" } }),
      JSON.stringify(media(Buffer.alloc(160), "MZ2")),
      JSON.stringify(media(Buffer.alloc(20_000))),
      JSON.stringify({ ...start }),
      JSON.stringify({ event: "dtmf", dtmf: { digit: "55" } }),
    ];
    const one = await dial("/media/twilio");
    one.send(start);
    const { heard, closed } = listen(await arrival());
    for (const text of garbage) one.socket.send(text);
    one.send(media(Buffer.alloc(160)));
    while (heard.audio.length === 0) await new Promise((resolve) => setImmediate(resolve));
    for (let i = 0; i < 3; i++) for (const text of garbage) one.socket.send(text);
    expect(await closed).toBe("garbage");
    expect(heard.audio).toEqual([160]);
    const two = await dial("/media/browser");
    two.send({ type: "hello", token });
    const second = listen(await arrival());
    two.socket.send(randomBytes(100_000));
    expect(await second.closed).toBe("garbage");
    expect(await two.closed).toBe(1009);
  });

  test("stop, then more media: the call is over once, and late frames harm nobody; chunks may be out of order", async () => {
    const { dial, arrival, listen } = await world();
    const { socket, send } = await dial("/media/twilio");
    send(start);
    const { heard, closed } = listen(await arrival());
    for (const chunk of ["9", "2", "2", "-1"])
      send({
        ...media(Buffer.alloc(160)),
        sequenceNumber: chunk,
        media: { chunk, payload: Buffer.alloc(160).toString("base64") },
      });
    send({ event: "stop" });
    send({ event: "stop" });
    send(media(Buffer.alloc(160)));
    send({ event: "dtmf", dtmf: { digit: "1" } });
    expect(await closed).toBe("guest");
    expect(heard.audio.slice(0, 4)).toEqual([160, 160, 160, 160]);
    socket.terminate();
  });

  test("a reset in mid-reply is a lost connection; a closing handshake is a goodbye", async () => {
    const { dial, arrival, listen } = await world();
    for (const [end, cause] of [
      ["terminate", "lost"],
      ["close", "guest"],
    ] as const) {
      const { socket, send } = await dial("/media/twilio");
      send(start);
      const arrived = await arrival();
      const { closed } = listen(arrived);
      arrived.transport.sendAudio(new Int16Array(800));
      socket[end]();
      expect(await closed).toBe(cause);
      arrived.transport.sendAudio(new Int16Array(800));
    }
  });

  test("odd PCM frames are refused, and typed calls take no sound", async () => {
    const { dial, arrival, listen } = await world();
    const { socket, send } = await dial("/media/browser");
    send({ type: "hello", token, audio: false });
    const arrived = await arrival();
    const { heard } = listen(arrived);
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(3), Buffer.alloc(640)]) socket.send(bytes);
    send({ type: "text", text: "still here" });
    while (heard.texts.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(heard.audio).toEqual([]);
    socket.close();
  });

  test("a half-open socket that answers no ping is ended", async () => {
    const { server, timers, arrival, listen, dial } = await world();
    const { socket, send } = await dial("/media/browser");
    send({ type: "hello", token });
    const { closed } = listen(await arrival());
    socket.pause();
    timers.advance(10_000);
    timers.advance(10_000);
    timers.advance(10_000);
    expect(await closed).toBe("lost");
    expect(server.sockets).toBe(0);
    socket.terminate();
  });

  test("a peer that does not read is cut off at the bound", async () => {
    const { dial, arrival, listen } = await world();
    const { socket, send } = await dial("/media/browser");
    send({ type: "hello", token });
    const arrived = await arrival();
    const { closed } = listen(arrived);
    socket.pause();
    let over = false;
    void closed.then(() => {
      over = true;
    });
    for (let i = 0; i < 3000 && !over; i++) {
      arrived.transport.sendAudio(new Int16Array(16_000));
      if (i % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await closed).toBe("overrun");
    socket.terminate();
  });

  test("unknown paths and a full house are refused at the upgrade; other HTTP goes through", async () => {
    const { server, dial } = await world(1);
    const { socket } = await dial("/media/browser");
    await expect(dial("/media/browser")).rejects.toThrow("503");
    await expect(dial("/media/nonsense")).rejects.toThrow("404");
    expect(await (await fetch(`http://127.0.0.1:${server.port}/x`)).text()).toBe("ok");
    const raw = connect(server.port, "127.0.0.1");
    raw.on("error", () => {});
    raw.resume();
    raw.write("GARBAGE\r\n\r\n");
    await new Promise((resolve) => raw.once("close", resolve));
    socket.terminate();
  });
});
