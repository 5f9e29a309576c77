/** The browser's own voice, where it has one; what it says is shown anyway. */
export const ownVoice = {
  /** `done` is called once, when it has been said or cannot be. */
  say(text: string, language: string, done: () => void): void {
    if (typeof speechSynthesis === "undefined") return done();
    const words = new SpeechSynthesisUtterance(text);
    words.lang = language;
    words.onend = done;
    words.onerror = done;
    speechSynthesis.speak(words);
  },
  hush(): void {
    if (typeof speechSynthesis !== "undefined") speechSynthesis.cancel();
  },
};
