// Says utterances to a skill through virtual-alexa and prints the intent and slots each led to.
//
// node virtual_alexa.cjs MODULE < {"model": PATH, "locale": NAME, "utterances": [TEXT]}
// prints [{"intent": NAME, "slots": {NAME: VALUE}}], with intent null where nothing matched.
//
// MODULE is the folder of the package virtual-alexa, 0.7.8. Its quirks, seen in its sources:
// - It takes a sentence with "ask", "open", "launch", "tell" anywhere in it, as "basket", for the
//   opening of a skill (parseLaunchRequest), so that is turned off here.
// - Slots that stand beside each other are never told apart: the first pattern takes all words.
// - Hyphens and periods are dropped from what is said and not from the samples.
// - Its numbers are digits, or English words up to twenty; of Amazon's types it knows no other, and
//   takes any words for them: "le {date}" and "le {ordinal}" are one to it.
// - It keeps the slots of an intent that may ask for some over all turns; each text starts anew.
// - An elided article before a slot matches only with a space between: "l' {product}".
"use strict";

const fs = require("fs");
const { VirtualAlexa } = require(process.argv[2]);

async function main() {
  const { model, locale, utterances } = JSON.parse(fs.readFileSync(0, "utf8"));
  let heard = null;
  const handler = (event, context, done) => {
    heard = event.request.intent;
    done(null, { version: "1.0", response: { shouldEndSession: false } });
  };
  const alexa = VirtualAlexa.Builder()
    .handler(handler)
    .interactionModelFile(model)
    .locale(locale)
    .create();
  alexa.parseLaunchRequest = () => undefined;
  const answers = [];
  for (const text of utterances) {
    heard = null;
    alexa.dialogManager().reset();
    await say(alexa, text);
    answers.push(heard ? { intent: heard.name, slots: values(heard.slots) } : { intent: null });
  }
  console.log(JSON.stringify(answers));
}

async function say(alexa, text) {
  try {
    await alexa.utter(text);
  } catch (error) {
    if (!/Unable to match utterance/.test(error.message)) throw error;
  }
}

function values(slots) {
  const said = Object.entries(slots || {}).filter(([, slot]) => slot.value);
  return Object.fromEntries(said.map(([name, slot]) => [name, slot.value]));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
