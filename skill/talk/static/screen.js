// What the page shows. Words from the server are text, never markup.

const LABELS = {
  idle: "start",
  opening: "button-wait",
  ready: "button",
  listening: "button-done",
  thinking: "button-wait",
  speaking: "button",
  ended: "again",
};
// Speech is heard from about -50 dB on; full scale is hardly ever reached.
const FLOOR_DB = -55;

const made = (name, className, text) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
};

export class Screen {
  #root;
  #type = () => {};

  constructor(root) {
    this.#root = root;
    const ids = "button log caption trouble suggestions state level hint typed text aloud sounds";
    for (const id of ids.split(" ")) this[`$${id}`] = document.getElementById(id);
    this.bars = [...this.$level.children];
  }

  get button() {
    return this.$button;
  }

  get aloud() {
    return Boolean(this.$aloud?.checked);
  }

  get sounds() {
    return Boolean(this.$sounds?.checked);
  }

  knows(name) {
    return this.#root.hasAttribute(`data-say-${name}`);
  }

  words(name) {
    return this.#root.getAttribute(`data-say-${name}`) ?? "";
  }

  become(state, { hears, begun }) {
    this.#root.dataset.state = state;
    this.$button.textContent = this.words(LABELS[state]);
    // Of a shop that only reads, nothing is left to press once it is there.
    const gone = begun && !hears;
    if (gone && document.activeElement === this.$button) this.$text.focus();
    this.$button.hidden = gone;
    this.$button.setAttribute("aria-disabled", String(LABELS[state] === "button-wait"));
    const ready = state === "ready" && !hears ? "typed" : state;
    this.$state.textContent = this.words(`state-${ready}`);
    this.$level.hidden = state !== "listening";
    this.$hint.textContent = this.words(begun ? "hint" : hears ? "start-hint" : "start-typed");
    this.$hint.hidden = gone;
    if (state !== "listening" && state !== "thinking") this.caption("");
  }

  tell(name) {
    this.$trouble.textContent = this.words(name);
    this.$trouble.hidden = false;
  }

  quiet() {
    this.$trouble.hidden = true;
    this.$trouble.textContent = "";
  }

  caption(words) {
    this.$caption.textContent = words;
    this.$caption.hidden = !words;
  }

  // As many bars as it is loud, told by their height and number.
  level(loudness) {
    const db = loudness > 0 ? 20 * Math.log10(loudness) : FLOOR_DB;
    const lit = Math.max(0, Math.round((1 - db / FLOOR_DB) * this.bars.length));
    this.bars.forEach((bar, i) => bar.classList.toggle("lit", i < lit));
  }

  clear() {
    this.$log.replaceChildren();
  }

  shopper(words) {
    this.caption("");
    if (words) this.#say("you", words);
  }

  answer(answer) {
    const entry = this.#say("shop", answer.text);
    if (answer.shown) entry.append(this.#list(answer.shown));
    if (answer.sign_in) entry.append(this.#signIn());
    this.#suggest(answer.ended ? [] : answer.suggestions);
    const secret = answer.expects === "code";
    this.$text.type = secret ? "password" : "text";
    this.$text.inputMode = secret ? "numeric" : "text";
    this.$typed.querySelector("label").textContent = this.words(secret ? "typed-code" : "typed");
    this.#follow();
  }

  #say(who, words) {
    const entry = made("div", `said from-${who}`);
    entry.append(made("span", "who", this.words(who)), made("p", "", words));
    this.$log.append(entry);
    this.#follow();
    return entry;
  }

  #signIn() {
    const link = made("a", "button", this.words("sign-in"));
    link.href = this.#root.dataset.signIn;
    return link;
  }

  #list({ title, items }) {
    const list = made("ul", "shown");
    if (title) list.setAttribute("aria-label", title);
    for (const item of items) {
      const row = made("li");
      row.append(made("strong", "", item.title));
      if (item.detail) row.append(made("span", "", item.detail));
      list.append(row);
    }
    return list;
  }

  #suggest(suggestions) {
    const buttons = suggestions.map((words) => {
      const button = made("button", "quiet", words);
      button.type = "button";
      button.addEventListener("click", () => {
        this.$text.value = words;
        this.#type();
        this.$button.focus();
      });
      return button;
    });
    this.$suggestions.replaceChildren(...buttons);
    this.$suggestions.hidden = !buttons.length;
  }

  #follow() {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const behavior = still ? "auto" : "smooth";
    this.$log.lastElementChild?.scrollIntoView({ block: "nearest", behavior });
  }

  typed(text) {
    if (text !== undefined) this.$text.value = text;
    return this.$text.value.trim();
  }

  onType(type) {
    this.#type = type;
    this.$typed.addEventListener("submit", (event) => {
      event.preventDefault();
      type();
    });
  }
}
