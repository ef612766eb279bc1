// In the sound thread: samples of the microphone as 16 bits, at 16 kHz where the rate divides.
"use strict";

const WANTED_HZ = 16000;
const PIECE_S = 0.1;
const TAPS_PER_STEP = 16;

// A low-pass filter, so that nothing above half the new rate folds into what is kept.
const lowPass = (step) => {
  const middle = (TAPS_PER_STEP * step) / 2;
  const taps = Array.from({ length: 2 * middle + 1 }, (_, i) => {
    const x = (i - middle) / step;
    const sinc = x === 0 ? 1 : Math.sin(0.9 * Math.PI * x) / (0.9 * Math.PI * x);
    return sinc * (0.54 + 0.46 * Math.cos((Math.PI * (i - middle)) / middle));
  });
  const sum = taps.reduce((a, b) => a + b);
  return Float32Array.from(taps, (tap) => tap / sum);
};

class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.step = sampleRate % WANTED_HZ === 0 ? sampleRate / WANTED_HZ : 1;
    this.rate = sampleRate / this.step;
    this.taps = this.step > 1 ? lowPass(this.step) : null;
    this.past = new Float32Array(this.taps ? this.taps.length - 1 : 0);
    this.skip = 0;
    this.open = false;
    this.clear();
    this.port.onmessage = ({ data }) => {
      if (!data.open && this.open) {
        this.post();
        this.port.postMessage({ closed: true });
      }
      this.open = data.open;
      this.clear();
    };
  }

  clear() {
    this.piece = new Int16Array(Math.round(this.rate * PIECE_S));
    this.filled = 0;
    this.power = 0;
  }

  process([input]) {
    if (this.open && input.length) {
      for (const value of this.kept(this.mixed(input))) this.add(value);
    }
    return true;
  }

  mixed(channels) {
    if (channels.length === 1) return channels[0];
    return channels[0].map((_, i) => channels.reduce((sum, c) => sum + c[i], 0) / channels.length);
  }

  kept(block) {
    if (!this.taps) return block;
    const all = new Float32Array(this.past.length + block.length);
    all.set(this.past);
    all.set(block, this.past.length);
    const found = [];
    for (; this.skip < block.length; this.skip += this.step) {
      let sum = 0;
      for (let i = 0; i < this.taps.length; i += 1) sum += this.taps[i] * all[this.skip + i];
      found.push(sum);
    }
    this.skip -= block.length;
    this.past = all.slice(-this.past.length);
    return found;
  }

  add(value) {
    const clipped = Math.max(-1, Math.min(1, value));
    this.piece[this.filled] = Math.round(clipped * 32767);
    this.filled += 1;
    this.power += clipped * clipped;
    if (this.filled === this.piece.length) this.post();
  }

  post() {
    const samples = this.piece.slice(0, this.filled).buffer;
    const level = this.filled ? Math.sqrt(this.power / this.filled) : 0;
    this.port.postMessage({ samples, level, rate: this.rate }, [samples]);
    this.clear();
  }
}

registerProcessor("capture", Capture);
