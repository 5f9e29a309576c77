import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WorkerMessage } from "@/server/line/browser-media";
import { WORDS_HEADER, wordsHeader } from "@/server/line/realtime-words";
import { RealtimeMedia } from "./realtime-media";

const words = { language: "de", oneMoment: "Einen Moment bitte.", goodbye: "Auf Wiederhören." };
const microphone = { enabled: true, stop: vi.fn() };

/** A connection that a test moves; it never makes one. */
class Peer {
  static last: Peer;
  connectionState = "new";
  onconnectionstatechange = () => {};
  localDescription = { sdp: "v=0" };
  channel = { onmessage: (_: { data: string }) => {} };
  constructor() {
    Peer.last = this;
  }
  createDataChannel = () => this.channel;
  addTrack() {}
  createOffer = async () => ({});
  setLocalDescription = async () => {};
  setRemoteDescription = async () => {};
  close() {}
  becomes(state: string): void {
    this.connectionState = state;
    this.onconnectionstatechange();
  }
  sends(type: string): void {
    this.channel.onmessage({ data: JSON.stringify({ type }) });
  }
}

/** What the browser's voice is saying. */
let spoken: { text: string; lang?: string; onend?: () => void }[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  spoken = [];
  microphone.enabled = true;
  const tracks = () => [microphone];
  const stream = { getTracks: tracks, getAudioTracks: tracks };
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: async () => stream } });
  vi.stubGlobal("RTCPeerConnection", Peer);
  vi.stubGlobal("Audio", class {});
  vi.stubGlobal(
    "SpeechSynthesisUtterance",
    class {
      constructor(readonly text: string) {}
    },
  );
  vi.stubGlobal("speechSynthesis", { speak: (one: { text: string }) => spoken.push(one), cancel() {} });
  const answer = { status: 201, headers: { [WORDS_HEADER]: wordsHeader(words) } };
  vi.stubGlobal("fetch", async () => new Response("v=0", answer));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function call() {
  const shown: WorkerMessage[] = [];
  const closed = vi.fn();
  const place = async () => ({ callId: "c1", mediaUrl: "ws://127.0.0.1:1", token: "t" });
  const media = await RealtimeMedia.open(place, null, { message: (one) => void shown.push(one), closed });
  const lines = () => shown.flatMap((one) => (one.type === "line" ? [one.text] : []));
  return { media, closed, lines, peer: Peer.last };
}

test("a service that never says a word: the page does, unheard by it, and ends the call with a goodbye", async () => {
  const { closed, lines, peer } = await call();
  peer.becomes("connected");
  vi.advanceTimersByTime(3_000);
  expect(lines()).toEqual([words.oneMoment]);
  expect(spoken).toMatchObject([{ text: words.oneMoment, lang: "de" }]);
  expect(microphone.enabled).toBe(false);
  spoken[0]?.onend?.();
  expect(microphone.enabled).toBe(true);
  expect(closed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(7_000);
  expect(lines()).toEqual([words.oneMoment, words.goodbye]);
  expect(spoken.at(-1)?.text).toBe(words.goodbye);
  expect(closed).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(60_000);
  expect(spoken).toHaveLength(2);
});

test("who has muted themselves stays muted after it, and one who hangs up hears no goodbye", async () => {
  const { media, closed, peer } = await call();
  media.mute(true);
  peer.sends("input_audio_buffer.speech_stopped");
  vi.advanceTimersByTime(3_000);
  spoken[0]?.onend?.();
  expect(microphone.enabled).toBe(false);
  media.close();
  vi.advanceTimersByTime(60_000);
  expect(spoken).toHaveLength(1);
  expect(closed).not.toHaveBeenCalled();
});

test("a browser that never tells that it has said something: the guest is heard again all the same", async () => {
  const { peer, media } = await call();
  peer.becomes("connected");
  vi.advanceTimersByTime(3_000);
  expect(microphone.enabled).toBe(false);
  // Unmuting amid the page's own words lets nobody hear those.
  media.mute(true);
  media.mute(false);
  expect(microphone.enabled).toBe(false);
  vi.advanceTimersByTime(5_000);
  expect(microphone.enabled).toBe(true);
  peer.sends("input_audio_buffer.speech_stopped");
  vi.advanceTimersByTime(3_000);
  expect(microphone.enabled).toBe(false);
  // The answer is there after all, and ends the page's words.
  peer.sends("output_audio_buffer.started");
  expect(microphone.enabled).toBe(true);
  media.close();
});
