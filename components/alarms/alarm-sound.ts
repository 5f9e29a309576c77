/** What of Web Audio the alarm needs. */
export interface Loudspeaker {
  readonly state: string;
  resume(): Promise<void>;
  close(): Promise<void>;
  /** Two tones, begun now. */
  tones(): void;
}

const EVERY_MS = 2_000;
const TONES = [
  { hertz: 880, from: 0 },
  { hertz: 660, from: 0.25 },
] as const;
const TONE_S = 0.22;
const LOUDNESS = 0.25;
const GESTURES = ["pointerdown", "keydown"] as const;

/** The browser's own loudspeaker; null where it has none. */
export function loudspeaker(): Loudspeaker | null {
  if (typeof AudioContext === "undefined") return null;
  const context = new AudioContext();
  return {
    get state() {
      return context.state;
    },
    resume: () => context.resume(),
    close: () => context.close(),
    tones() {
      for (const { hertz, from } of TONES) {
        const [tone, gain] = [context.createOscillator(), context.createGain()];
        const start = context.currentTime + from;
        tone.frequency.value = hertz;
        // Faded in and out: a tone cut off clicks.
        gain.gain.setValueAtTime(0, start);
        gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
        gain.gain.setValueAtTime(LOUDNESS, start + TONE_S - 0.02);
        gain.gain.linearRampToValueAtTime(0, start + TONE_S);
        tone.connect(gain).connect(context.destination);
        tone.start(start);
        tone.stop(start + TONE_S);
      }
    },
  };
}

/**
 * Sounds until it is ended. A browser that lets no page sound by itself lets it at the next click or key: `onBlocked` tells
 * whether it is silent until then.
 */
export function soundAlarm(
  open: () => Loudspeaker | null,
  target: Pick<EventTarget, "addEventListener" | "removeEventListener">,
  onBlocked: (blocked: boolean) => void,
): () => void {
  const speaker = open();
  if (!speaker) return () => {};
  let over = false;
  const beat = () => {
    const silent = speaker.state !== "running";
    if (!over) onBlocked(silent);
    if (!silent) speaker.tones();
  };
  const wake = () => {
    if (speaker.state === "running") return;
    void speaker.resume().then(
      () => (over ? undefined : beat()),
      () => {},
    );
  };
  for (const gesture of GESTURES) target.addEventListener(gesture, wake, true);
  const timer = setInterval(beat, EVERY_MS);
  beat();
  wake();
  return () => {
    over = true;
    clearInterval(timer);
    for (const gesture of GESTURES) target.removeEventListener(gesture, wake, true);
    void speaker.close().catch(() => {});
  };
}
