// The microphone: open while a conversation lasts, heard only between `start` and `stop`.

const REFUSED = ["NotAllowedError", "SecurityError"];

export class Ear {
  #worklet;
  #stream = null;
  #source = null;
  #node = null;
  #heard = () => {};
  #closed = () => {};

  // `lost` is called when the microphone goes away.
  constructor(worklet, lost) {
    this.#worklet = worklet;
    this.lost = lost;
  }

  static get missing() {
    if (!window.isSecureContext) return "microphone-insecure";
    const known = navigator.mediaDevices?.getUserMedia && window.AudioWorkletNode;
    return known ? null : "microphone-missing";
  }

  // Asks for the microphone. Throws an error whose message names what stands in the way.
  async open(context) {
    if (this.#stream) return;
    // Nothing is played while the page listens, so nothing has to be cancelled. What browsers do for
    // people's ears distorts speech and costs recognisers words.
    const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio });
    } catch (error) {
      const why = REFUSED.includes(error.name) ? "microphone-refused" : "microphone-missing";
      throw new Error(why, { cause: error });
    }
    this.#stream = stream;
    stream.getAudioTracks().forEach((track) => track.addEventListener("ended", () => this.#gone()));
    if (!this.#node) await this.#prepare(context);
    this.#source = context.createMediaStreamSource(stream);
    this.#source.connect(this.#node);
  }

  async #prepare(context) {
    await context.audioWorklet.addModule(this.#worklet);
    this.#node = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
    this.#node.port.onmessage = ({ data }) => (data.closed ? this.#closed() : this.#heard(data));
  }

  // `heard` gets { samples, level, rate } ten times a second.
  start(heard) {
    this.#heard = heard;
    this.#node.port.postMessage({ open: true });
  }

  // Done once the last samples have been handed over.
  async stop() {
    const closed = new Promise((resolve) => (this.#closed = resolve));
    this.#node.port.postMessage({ open: false });
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 500))]);
    this.#heard = () => {};
  }

  close() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#source?.disconnect();
    this.#stream = this.#source = null;
  }

  #gone() {
    if (!this.#stream) return;
    this.close();
    this.lost();
  }
}
