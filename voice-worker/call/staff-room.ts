import { STAFF_LISTENERS, STAFF_SAMPLE_RATE, staffSees, type ToStaff } from "@/server/line/browser-media";
import type { FrameClock } from "../media/clock";
import type { LiveUpdate, StaffPeer } from "../media/port";
import { PcmQueue } from "../media/queue";
import { createResampler, type Resampler } from "../media/resample";
import type { Cancel } from "../timing";

/** One message to a listener. */
const FRAME_MS = 100;
/** The guest's audio comes in bursts; more than this behind is dropped, oldest first. */
const GUEST_BUFFER_MS = 1_000;
/** What is scheduled of the line's speech, at most: the playout's lead and a margin. */
const MAX_PIECES = 40;
/** A person's microphone may run ahead of real time by so much; beyond it audio is dropped. */
const SPEECH_AHEAD_MS = 1_000;

export interface StaffRoomDeps {
  clock: FrameClock;
  /** Rate of the call's audio. */
  sampleRate: 8000 | 16000;
  /** Speech of the person who has the floor, at the call's rate. */
  speech(pcm: Int16Array): void;
  /** Who had the floor has left, or nobody is there any more. */
  left(): void;
}

interface Piece {
  startsAt: number;
  pcm: Int16Array;
}

/**
 * The people of the hotel who are in one call: they hear both sides mixed, and while the call is taken over one of them
 * speaks. Costs nothing while nobody listens.
 */
export class StaffRoom {
  private readonly peers = new Set<StaffPeer>();
  private readonly guestAudio = new PcmQueue(STAFF_SAMPLE_RATE, GUEST_BUFFER_MS);
  private lineAudio: Piece[] = [];
  private readonly fromGuest: Resampler;
  private readonly fromLine: Resampler;
  private readonly toCall: Resampler;
  private stopTicking: Cancel | undefined;
  private mixedUntil = 0;
  private speaker: StaffPeer | undefined;
  private isOpen = false;
  private spokenUntil = 0;

  constructor(private readonly deps: StaffRoomDeps) {
    this.fromGuest = createResampler(deps.sampleRate, STAFF_SAMPLE_RATE);
    this.fromLine = createResampler(deps.sampleRate, STAFF_SAMPLE_RATE);
    this.toCall = createResampler(STAFF_SAMPLE_RATE, deps.sampleRate);
  }

  get size(): number {
    return this.peers.size;
  }

  /** Lets a person in; where the room is full they are told so and closed. */
  join(peer: StaffPeer, joined: Extract<ToStaff, { type: "joined" }>): void {
    if (this.peers.size >= STAFF_LISTENERS) {
      peer.tell({
        type: "error",
        code: "full",
        message: "Others listen to this call already. Try again later.",
      });
      return peer.close(1013, "full");
    }
    this.peers.add(peer);
    peer.attach({
      audio: (pcm) => this.speech(peer, pcm),
      speak: (on) => this.askForFloor(peer, on),
      closed: () => this.left(peer),
    });
    peer.tell(joined);
    this.tellFloor(peer);
    if (!this.stopTicking) {
      this.mixedUntil = this.deps.clock.now();
      this.stopTicking = this.deps.clock.add((now) => this.mix(now));
    }
  }

  guest(pcm: Int16Array): void {
    if (this.peers.size === 0) return;
    const audio = this.fromGuest.push(pcm);
    if (!this.guestAudio.push(audio)) {
      this.guestAudio.take(GUEST_BUFFER_MS / 2);
      this.guestAudio.push(audio);
    }
  }

  /** The line's side, heard by the guest from `startsAt` on. */
  line(pcm: Int16Array, startsAt: number): void {
    if (this.peers.size === 0) return;
    this.lineAudio.push({ startsAt, pcm: this.fromLine.push(pcm) });
    if (this.lineAudio.length > MAX_PIECES) this.lineAudio.shift();
  }

  /** What the line would have said from now on is not said. */
  cut(): void {
    this.lineAudio = [];
  }

  notify(update: LiveUpdate): void {
    if (this.peers.size === 0 || !isForStaff(update)) return;
    for (const peer of [...this.peers]) peer.tell(update);
  }

  /** The call was taken over, or given back. */
  floor(open: boolean): void {
    if (open === this.isOpen) return;
    this.isOpen = open;
    this.speaker = undefined;
    for (const peer of this.peers) this.tellFloor(peer);
  }

  close(): void {
    this.stopTicking?.();
    this.stopTicking = undefined;
    for (const peer of [...this.peers]) peer.close(1000, "The call is over.");
    this.peers.clear();
    this.speaker = undefined;
  }

  private left(peer: StaffPeer): void {
    this.peers.delete(peer);
    const spoke = this.speaker === peer;
    if (spoke) this.yieldFloor();
    if (spoke || this.peers.size === 0) this.deps.left();
    if (this.peers.size > 0) return;
    this.stopTicking?.();
    this.stopTicking = undefined;
    this.guestAudio.clear();
    this.lineAudio = [];
  }

  private askForFloor(peer: StaffPeer, on: boolean): void {
    if (!on && this.speaker === peer) return this.yieldFloor();
    if (on && this.isOpen) this.speaker ??= peer;
    this.tellFloor(peer);
  }

  private yieldFloor(): void {
    this.speaker = undefined;
    for (const peer of this.peers) this.tellFloor(peer);
  }

  private tellFloor(peer: StaffPeer): void {
    peer.tell({ type: "floor", open: this.isOpen, yours: this.speaker === peer });
  }

  private speech(peer: StaffPeer, pcm: Int16Array): void {
    if (peer !== this.speaker) return;
    const now = this.deps.clock.now();
    const startsAt = Math.max(now, this.spokenUntil);
    if (startsAt - now > SPEECH_AHEAD_MS) return;
    this.spokenUntil = startsAt + (pcm.length / STAFF_SAMPLE_RATE) * 1000;
    this.deps.speech(this.toCall.push(pcm));
  }

  private mix(now: number): void {
    while (this.mixedUntil + FRAME_MS <= now) {
      const guest = this.guestAudio.take(FRAME_MS);
      const frame = new Int16Array((FRAME_MS / 1000) * STAFF_SAMPLE_RATE);
      add(frame, guest, 0);
      // Who speaks does not hear themself back.
      if (this.speaker) this.speaker.sendAudio(frame.slice());
      for (const { startsAt, pcm } of this.lineAudio) {
        const offset = Math.round(((startsAt - this.mixedUntil) / 1000) * STAFF_SAMPLE_RATE);
        add(frame, pcm, offset);
      }
      for (const peer of [...this.peers]) if (peer !== this.speaker) peer.sendAudio(frame);
      this.mixedUntil += FRAME_MS;
      const kept = this.mixedUntil;
      this.lineAudio = this.lineAudio.filter(
        ({ startsAt, pcm }) => startsAt + (pcm.length / STAFF_SAMPLE_RATE) * 1000 > kept,
      );
    }
  }
}

const isForStaff = (update: LiveUpdate): update is Extract<ToStaff, LiveUpdate> =>
  (staffSees as readonly string[]).includes(update.type);

/** Adds `pcm` to `frame` at `offset` samples, which may lie before or beyond it; clipped to 16 bits. */
function add(frame: Int16Array, pcm: Int16Array, offset: number): void {
  const from = Math.max(0, -offset);
  const until = Math.min(pcm.length, frame.length - offset);
  for (let i = from; i < until; i++) {
    const sum = (frame[offset + i] as number) + (pcm[i] as number);
    frame[offset + i] = Math.max(-32_768, Math.min(32_767, sum));
  }
}
