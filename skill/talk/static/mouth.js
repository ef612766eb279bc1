// What is heard: the shop's answers, and short sounds. Anything can be stopped at once.

const QUIET = 0.06;
const FADE_S = 0.02;

export class Mouth {
  #context = null;
  #playing = null;

  // A browser lets a page make sounds from the first press on.
  wake() {
    this.#context ??= new AudioContext();
    if (this.#context.state !== "running") this.#context.resume();
    return this.#context;
  }

  // Plays recordings one after the other, the first as soon as it is there; true if all were.
  // `fetched` gives what is at an address.
  async play(addresses, fetched) {
    this.stop();
    const playing = { gain: this.#context.createGain(), stopped: false, sources: [] };
    this.#playing = playing;
    playing.gain.connect(this.#context.destination);
    let until = 0;
    for (const address of addresses) {
      const sound = await this.#context.decodeAudioData(await fetched(address));
      if (playing.stopped) return false;
      until = this.#queue(playing, sound, until);
    }
    await this.#silence(playing, until);
    return !playing.stopped;
  }

  #queue(playing, sound, until) {
    const source = new AudioBufferSourceNode(this.#context, { buffer: sound });
    source.connect(playing.gain);
    const start = Math.max(this.#context.currentTime, until);
    source.start(start);
    playing.sources.push(source);
    return start + sound.duration;
  }

  #silence(playing, until) {
    return new Promise((resolve) => {
      playing.over = resolve;
      setTimeout(resolve, 1000 * Math.max(0, until - this.#context.currentTime));
    });
  }

  stop() {
    const playing = this.#playing;
    if (!playing) return;
    this.#playing = null;
    playing.stopped = true;
    const now = this.#context.currentTime;
    playing.gain.gain.setTargetAtTime(0, now, FADE_S / 3);
    playing.sources.forEach((source) => source.stop(now + FADE_S));
    playing.over?.();
  }

  // A short soft tone, rising or falling.
  chirp(from, to) {
    const now = this.#context.currentTime;
    const gain = new GainNode(this.#context, { gain: 0 });
    const tone = new OscillatorNode(this.#context, { frequency: from });
    tone.frequency.linearRampToValueAtTime(to, now + 0.12);
    gain.gain.setTargetAtTime(QUIET, now, 0.015);
    gain.gain.setTargetAtTime(0, now + 0.08, 0.03);
    tone.connect(gain).connect(this.#context.destination);
    tone.start(now);
    tone.stop(now + 0.3);
  }
}
