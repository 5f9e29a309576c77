import { expect, test } from "vitest";
import { RealtimeReader } from "./realtime-messages";

const heard = (transcript: string) =>
  JSON.stringify({ type: "conversation.item.input_audio_transcription.completed", item_id: "i", transcript });
const said = (transcript: string) =>
  JSON.stringify({ type: "response.output_audio_transcript.done", response_id: "r", transcript });

test("words of both sides come as in any call, in their turns", () => {
  const reader = new RealtimeReader();
  const read = [
    said("Harbour House."),
    heard(" A room, please. "),
    said("For when?"),
    said("And for whom?"),
  ].map((event) => reader.read(event));
  expect(read).toEqual([
    { type: "line", turnId: "t0", clause: 0, text: "Harbour House.", kind: "greeting" },
    { type: "guest", turnId: "t1", text: "A room, please.", final: true, source: "speech" },
    { type: "line", turnId: "t1", clause: 0, text: "For when?", kind: "answer" },
    { type: "line", turnId: "t1", clause: 1, text: "And for whom?", kind: "answer" },
  ]);
});

test("who speaks is told", () => {
  const reader = new RealtimeReader();
  const states = [
    "output_audio_buffer.started",
    "output_audio_buffer.stopped",
    "input_audio_buffer.speech_started",
  ];
  expect(states.map((type) => reader.read(JSON.stringify({ type })))).toMatchObject([
    { state: "speaking", listening: false },
    { state: "listening", listening: true },
    { state: "listening", listening: true },
  ]);
});

test.each([
  "",
  "{",
  "null",
  "[]",
  '{"type":"session.updated"}',
  heard("  "),
  said(""),
  undefined,
  new ArrayBuffer(2),
])("%s says nothing", (data) => expect(new RealtimeReader().read(data)).toBeNull());
