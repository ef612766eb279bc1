// A button that is held or pressed, by finger, mouse, key, or a program that reads the screen.

const LONG_MS = 500;
const SAME_PRESS_MS = 800;
const KEYS = [" ", "Enter"];

export class Press {
  #act;
  #since = null;
  #last = -Infinity;

  // `act.down()` when it goes down, `act.up(long)` when it is let go.
  constructor(button, act) {
    this.#act = act;
    button.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      button.setPointerCapture(event.pointerId);
      this.#down();
    });
    for (const over of ["pointerup", "pointercancel"]) {
      button.addEventListener(over, () => this.#up());
    }
    button.addEventListener("keydown", (event) => {
      if (!KEYS.includes(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      if (!event.repeat) this.#down();
    });
    button.addEventListener("keyup", (event) => {
      if (!KEYS.includes(event.key)) return;
      event.preventDefault();
      this.#up();
    });
    button.addEventListener("blur", () => this.#up());
    button.addEventListener("contextmenu", (event) => event.preventDefault());
    // Assistive programs click without a finger or a key.
    button.addEventListener("click", () => {
      if (performance.now() - this.#last < SAME_PRESS_MS) return;
      this.#down();
      this.#up();
    });
  }

  get held() {
    return this.#since !== null;
  }

  forget() {
    this.#since = null;
  }

  #down() {
    if (this.#since !== null) return;
    this.#since = this.#last = performance.now();
    this.#act.down();
  }

  #up() {
    if (this.#since === null) return;
    this.#last = performance.now();
    const long = this.#last - this.#since >= LONG_MS;
    this.#since = null;
    this.#act.up(long);
  }
}
