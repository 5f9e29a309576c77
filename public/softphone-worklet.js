/* Runs in the browser's audio thread: sends what the microphone hears, plays what the line says. */

const BLOCK_MS = 20;
const MOST_QUEUED_SECONDS = 60;

const loudness = (samples) => {
  let sum = 0;
  for (let at = 0; at < samples.length; at++) sum += samples[at] * samples[at];
  return Math.sqrt(sum / Math.max(1, samples.length));
};

/** Gathers 20 ms of mono at the context's rate and posts it. */
class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.block = new Float32Array(Math.round((sampleRate * BLOCK_MS) / 1000));
    this.filled = 0;
  }

  process(inputs) {
    const channel = inputs[0]?.[0];
    if (!channel) return true;
    for (let at = 0; at < channel.length; at++) {
      this.block[this.filled++] = channel[at];
      if (this.filled < this.block.length) continue;
      const full = this.block;
      this.block = new Float32Array(full.length);
      this.filled = 0;
      this.port.postMessage({ samples: full, level: loudness(full) }, [full.buffer]);
    }
    return true;
  }
}

/**
 * Plays blocks in order. A mark in the queue is told when playback reaches it; `clear` empties the queue and
 * tells the marks that were in it.
 */
class Playback extends AudioWorkletProcessor {
  constructor() {
    super();
    this.queue = [];
    this.offset = 0;
    this.queued = 0;
    this.sum = 0;
    this.count = 0;
    this.port.onmessage = ({ data }) => this.take(data);
  }

  take(message) {
    if (message.samples) {
      if (this.queued > sampleRate * MOST_QUEUED_SECONDS) return;
      this.queue.push(message.samples);
      this.queued += message.samples.length;
    } else if (message.mark) {
      this.queue.push(message.mark);
    } else if (message.clear) {
      for (const entry of this.queue) if (typeof entry === "string") this.port.postMessage({ mark: entry });
      this.queue = [];
      this.offset = 0;
      this.queued = 0;
    }
  }

  process(_inputs, outputs) {
    const channel = outputs[0]?.[0];
    if (!channel) return true;
    let at = 0;
    while (this.queue.length > 0) {
      const first = this.queue[0];
      if (typeof first === "string") {
        this.queue.shift();
        this.port.postMessage({ mark: first });
        continue;
      }
      if (at === channel.length) break;
      const count = Math.min(first.length - this.offset, channel.length - at);
      channel.set(first.subarray(this.offset, this.offset + count), at);
      at += count;
      this.offset += count;
      this.queued -= count;
      if (this.offset === first.length) {
        this.queue.shift();
        this.offset = 0;
      }
    }
    for (let other = 1; other < outputs[0].length; other++) outputs[0][other].set(channel);
    this.measure(channel);
    return true;
  }

  /** Loudness ten times a second. */
  measure(channel) {
    for (let at = 0; at < channel.length; at++) this.sum += channel[at] * channel[at];
    this.count += channel.length;
    if (this.count < sampleRate / 10) return;
    this.port.postMessage({ level: Math.sqrt(this.sum / this.count) });
    this.sum = 0;
    this.count = 0;
  }
}

registerProcessor("softphone-capture", Capture);
registerProcessor("softphone-playback", Playback);
