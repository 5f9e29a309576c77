import type { WorkerMessage } from "@/server/line/browser-media";
import { type RealtimeWords, readWordsHeader, WORDS_HEADER } from "@/server/line/realtime-words";
import { ownVoice } from "./own-voice";
import type { PlacedCall } from "./phone-call";
import { RealtimeReader } from "./realtime-messages";
import { RealtimeWatch, typeOf } from "./realtime-watch";

const ANSWER_MS = 15_000;
/** A sentence of the page's own is over by then; after it the guest is listened to again, whatever the browser tells. */
const OWN_WORDS_MS = 5_000;

export interface RealtimeHandlers {
  message(message: WorkerMessage): void;
  /** The connection is over, by whichever side. */
  closed(): void;
}

/** A call whose sound goes to the hotel's realtime service over WebRTC; our worker answers the offer and runs the tools. */
export class RealtimeMedia {
  private readonly speaker = new Audio();
  private readonly reader = new RealtimeReader();
  private watch: RealtimeWatch | undefined;
  private muted = false;
  /** The page's own voice does. */
  private speaking = false;
  private bound: ReturnType<typeof setTimeout> | undefined;
  private over = false;

  private constructor(
    private readonly peer: RTCPeerConnection,
    private readonly microphone: MediaStream,
    private readonly handlers: RealtimeHandlers,
  ) {
    peer.ontrack = ({ streams }) => {
      this.speaker.srcObject = streams[0] ?? null;
      void this.speaker.play().catch(() => {});
    };
    peer.onconnectionstatechange = () => {
      if (peer.connectionState === "connected") this.watch?.connected();
      if (["failed", "closed", "disconnected"].includes(peer.connectionState)) this.end();
    };
    const events = peer.createDataChannel("oai-events");
    events.onmessage = ({ data }: MessageEvent<unknown>) => {
      const message = this.reader.read(data);
      if (message) handlers.message(message);
      const type = typeOf(data);
      if (type) this.watch?.take(type);
    };
    events.onclose = () => this.end();
  }

  /** Asks for the microphone, places the call, offers, and resolves once the worker has answered. Throws what the browser or the line said. */
  static async open(
    place: () => Promise<PlacedCall>,
    microphoneId: string | null,
    handlers: RealtimeHandlers,
  ): Promise<RealtimeMedia> {
    const microphone = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, ...(microphoneId ? { deviceId: { exact: microphoneId } } : {}) },
    });
    const peer = new RTCPeerConnection();
    const media = new RealtimeMedia(peer, microphone, handlers);
    try {
      for (const track of microphone.getTracks()) peer.addTrack(track, microphone);
      const { callId, mediaUrl, token } = await place();
      await peer.setLocalDescription(await peer.createOffer());
      const response = await fetch(`${mediaUrl.replace(/^ws/, "http").replace(/\/$/, "")}/realtime/calls`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/sdp" },
        body: peer.localDescription?.sdp ?? "",
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      if (!response.ok) throw new Error(await reasonOf(response));
      const sdp = await response.text();
      media.cover(readWordsHeader(response.headers.get(WORDS_HEADER)));
      await peer.setRemoteDescription({ type: "answer", sdp });
      handlers.message({ type: "ready", callId, audio: true, recording: false, demoEar: false });
      return media;
    } catch (error) {
      media.close();
      throw error;
    }
  }

  mute(muted: boolean): void {
    this.muted = muted;
    this.listen();
  }

  close(): void {
    this.over = true;
    this.watch?.rest();
    for (const track of this.microphone.getTracks()) track.stop();
    this.peer.close();
    this.speaker.srcObject = null;
  }

  /** A browser without a voice for it, or one that has lost count, never tells that its words are over. */
  private speaks(yes: boolean): void {
    clearTimeout(this.bound);
    this.bound = yes ? setTimeout(() => this.speaks(false), OWN_WORDS_MS) : undefined;
    this.speaking = yes;
    this.listen();
  }

  private listen(): void {
    for (const track of this.microphone.getAudioTracks()) track.enabled = !this.muted && !this.speaking;
  }

  /** A service that says nothing is covered by the page's own voice, which it must not take for the guest's. */
  private cover(words: RealtimeWords | null): void {
    if (!words) return;
    this.watch = new RealtimeWatch({
      words,
      after: (ms, task) => {
        const timer = setTimeout(task, ms);
        return () => clearTimeout(timer);
      },
      say: (text) => {
        this.handlers.message(this.reader.own(text));
        this.speaks(true);
        ownVoice.say(text, words.language, () => this.speaks(false));
      },
      hush: () => {
        ownVoice.hush();
        this.speaks(false);
      },
      giveUp: () => this.end(),
    });
  }

  private end(): void {
    if (this.over) return;
    this.watch?.ended();
    this.close();
    this.handlers.closed();
  }
}

async function reasonOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const message = typeof body === "object" && body && "message" in body ? body.message : null;
  return typeof message === "string" ? message : "The line did not answer. Call again in a moment.";
}
