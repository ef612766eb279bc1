// The requests to this server. What goes wrong is an error whose message names what to tell.

const BY_STATUS = { 403: "stale", 404: "gone", 413: "long", 429: "often" };
const TRIES = 3;
const PATIENCE_MS = 20000;
const MOST_AT_ONCE = 24;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Line {
  #home;
  #token;
  #conversation = null;

  constructor(home, token) {
    this.#home = home;
    this.#token = token;
  }

  get open() {
    return this.#conversation !== null;
  }

  // `listens` tells that speech is to come, not typed words alone.
  async begin(listens) {
    const begun = await this.send("POST", this.#home, { listens });
    this.#conversation = `${this.#home}/${begun.id}`;
    return begun.answer;
  }

  async type(text) {
    const key = crypto.randomUUID?.() ?? String(Math.random());
    return this.patiently("POST", `${this.#conversation}/typed`, { key, text });
  }

  utter() {
    return new Utterance(this, `${this.#conversation}/utterances`);
  }

  async sound(address) {
    const answer = await fetch(address, { headers: { "X-Coster-Token": this.#token } });
    if (!answer.ok) throw new Error("mute");
    return answer.arrayBuffer();
  }

  hangUp() {
    if (!this.#conversation) return;
    this.send("DELETE", this.#conversation, null, { keepalive: true }).catch(() => {});
    this.#conversation = null;
  }

  // Again where the network failed: the server takes each of these once.
  async patiently(method, address, body) {
    for (let left = TRIES; ; left -= 1) {
      try {
        return await this.send(method, address, body);
      } catch (error) {
        if (error.message !== "broken" || error.status || left <= 1) throw error;
        await pause(400);
      }
    }
  }

  async send(method, address, body, more = {}) {
    const raw = body instanceof ArrayBuffer;
    const headers = { "X-Coster-Token": this.#token };
    if (body) headers["Content-Type"] = raw ? "application/octet-stream" : "application/json";
    const sent = body && (raw ? body : JSON.stringify(body));
    const signal = AbortSignal.timeout?.(PATIENCE_MS);
    const answer = await fetch(address, { method, headers, body: sent, signal, ...more }).catch(
      (cause) => {
        throw new Error("broken", { cause });
      },
    );
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) return told;
    if (answer.status === 404) this.#conversation = null;
    const error = new Error(told.trouble ?? BY_STATUS[answer.status] ?? "broken");
    error.status = answer.status;
    throw error;
  }
}

// One utterance on its way: pieces go one after the other, those that wait go together.
class Utterance {
  #line;
  #opened;
  #waiting = [];
  #count = 0;
  #rate = 0;
  #sending = Promise.resolve();

  constructor(line, address) {
    this.#line = line;
    this.#opened = line.send("POST", address, {}).then(({ id }) => `${address}/${id}`);
    this.#opened.catch(() => {});
  }

  // What the server says of it so far: { words, began, ended }; null where a later piece tells.
  hear(samples, rate) {
    this.#waiting.push(samples);
    this.#rate = rate;
    const sent = this.#sending.then(() => this.#send());
    this.#sending = sent.catch(() => {});
    return sent;
  }

  async #send() {
    if (!this.#waiting.length) return null;
    const all = await new Blob(this.#waiting.splice(0, MOST_AT_ONCE)).arrayBuffer();
    const address = `${await this.#opened}/audio?number=${this.#count}&rate=${this.#rate}`;
    this.#count += 1;
    return this.#line.patiently("POST", address, all);
  }

  async finish() {
    await this.#sending;
    while (this.#waiting.length) await this.#send();
    return this.#line.patiently("POST", `${await this.#opened}/finish`, {});
  }

  abandon() {
    this.#opened.then((address) => this.#line.send("DELETE", address, null)).catch(() => {});
  }
}
