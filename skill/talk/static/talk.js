// The page's button, its field and the words of both sides.
import { Ear } from "./ear.js";
import { Line } from "./line.js";
import { Mouth } from "./mouth.js";
import { Press } from "./press.js";
import { Screen } from "./screen.js";

const NOTHING_SAID_MS = 8000;
const LONGEST_MS = 20000;

const root = document.getElementById("talk");
const screen = new Screen(root);
const line = new Line(root.dataset.home, root.dataset.token);
const mouth = new Mouth();
const ear = new Ear(root.dataset.worklet, () => lost());
let state = "idle";
let hears = "hears" in root.dataset;
let utterance = null;
// Whether the shop has said its last words in this conversation.
let over = false;

const become = (next) => {
  state = next;
  screen.become(next, { hears, begun: line.open });
};

const fail = (error) => {
  screen.tell(screen.knows(error.message) ? error.message : "broken");
  become(line.open ? "ready" : "idle");
};

const lost = () => {
  cancel();
  screen.tell("microphone-lost");
};

const rest = () => {
  if (over) line.hangUp();
  become(line.open ? "ready" : "ended");
};

// One after the other; each looks again whether it is still wanted.
let before = Promise.resolve();
const alone = (act) => (before = before.then(act).catch(fail));

const openEar = async () => {
  if (!hears) return;
  const missing = Ear.missing;
  try {
    if (missing) throw new Error(missing);
    await ear.open(mouth.wake());
  } catch (error) {
    // Without a microphone the shop is still there, to type to.
    if (error.message === "microphone-insecure") hears = false;
    screen.tell(error.message);
    throw error;
  }
};

const begin = async ({ listens }) => {
  screen.quiet();
  mouth.wake();
  become("opening");
  const asked = listens ? openEar().catch(() => {}) : Promise.resolve();
  const answer = await line.begin(listens && hears);
  screen.clear();
  await asked;
  return answer;
};

// What the shop says is shown at once; it is heard where the shopper wants to.
const answered = (answer) => {
  screen.answer(answer);
  over = answer.ended;
  if (!answer.speech.length || !screen.aloud) return rest();
  become("speaking");
  mouth.play(answer.speech, (address) => line.sound(address)).then(
    (whole) => whole && state === "speaking" && rest(),
    () => {
      screen.tell("mute");
      if (state === "speaking") rest();
    },
  );
};

const start = async () => {
  if (state === "idle" || state === "ended") answered(await begin({ listens: true }));
};

const listen = async () => {
  if (state !== "ready" && state !== "speaking") return;
  screen.quiet();
  mouth.wake();
  await openEar();
  const mine = (utterance = { sent: line.utter(), began: false, held: press.held });
  mine.timers = [
    setTimeout(() => mine.began || finish(mine), NOTHING_SAID_MS),
    setTimeout(() => finish(mine), LONGEST_MS),
  ];
  become("listening");
  if (screen.sounds) mouth.chirp(520, 700);
  ear.start((piece) => heard(mine, piece));
};

const heard = async (mine, { samples, level, rate }) => {
  screen.level(level);
  if (!samples.byteLength) return;
  try {
    const known = await mine.sent.hear(samples, rate);
    if (!known || utterance !== mine || state !== "listening") return;
    mine.began ||= known.began;
    mine.ended ||= known.ended;
    screen.caption(known.words);
    if (known.full || (mine.ended && !mine.held)) finish(mine);
  } catch (error) {
    if (utterance === mine) {
      cancel();
      fail(error);
    }
  }
};

const closeEar = async (mine) => {
  mine.timers.forEach(clearTimeout);
  await ear.stop();
  screen.level(0);
};

const finish = async (mine) => {
  if (utterance !== mine || state !== "listening") return;
  become("thinking");
  await closeEar(mine);
  if (screen.sounds) mouth.chirp(700, 520);
  try {
    const { heard: words, trouble, answer } = await mine.sent.finish();
    if (utterance !== mine) return;
    utterance = null;
    if (!answer) return fail(new Error(trouble));
    screen.shopper(words);
    answered(answer);
  } catch (error) {
    if (utterance !== mine) return;
    utterance = null;
    fail(error);
  }
};

const cancel = () => {
  const mine = utterance;
  utterance = null;
  mouth.stop();
  if (!mine) return;
  closeEar(mine);
  mine.sent.abandon();
  rest();
};

const type = async () => {
  const text = screen.typed();
  if (!text) return;
  cancel();
  if (!line.open) screen.answer(await begin({ listens: false }));
  screen.quiet();
  become("thinking");
  const { heard: words, answer } = await line.type(text);
  screen.typed("");
  screen.shopper(words);
  answered(answer);
};

const press = new Press(screen.button, {
  down() {
    if (state === "speaking") mouth.stop();
    if (state === "listening") return finish(utterance);
    if (state === "speaking" && (over || !hears)) return rest();
    if (state === "speaking" || state === "ready") return alone(listen);
    if (state === "idle" || state === "ended") return alone(start);
    return null;
  },
  // After a short press the end of speech ends it; after a long one letting go does.
  up(long) {
    if (!utterance || state !== "listening") return;
    utterance.held = false;
    if (long || utterance.ended) finish(utterance);
  },
});

screen.onType(() => alone(type));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  cancel();
  if (state === "speaking") rest();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) return;
  press.forget();
  cancel();
  ear.close();
});
window.addEventListener("pagehide", () => {
  line.hangUp();
  become("idle");
});
if (!hears) screen.tell("microphone-language");
become("idle");
root.hidden = false;
