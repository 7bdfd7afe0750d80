// What the induction can't do from Python: bring a new screen into view with the focus on its
// heading, offer a phone's number pad, and read a screen aloud by the browser's own speech. Nothing
// is fetched or stored, and no word leaves this machine: a voice that isn't on it is never used.

const SCREEN = ".st-key-induction-screen";
const UNREAD =
  "button, input, script, style, svg, .pa-sign, .pa-bar, " +
  "[data-testid=stExpander], [data-testid=stIconMaterial]";
const BLOCKS = "p, li, dt, dd, h1, h2, h3, h4, cite, label, summary, blockquote, figcaption, div";
const LONGEST = 220; // characters in one go: some browsers break off a longer one
const READ = "Read aloud";
const STOP = "Stop reading";
const NO_VOICE =
  "This browser has no English voice of its own on this device, so nothing is read aloud here. " +
  "The device’s own screen reader can read this page.";

let shown;
let reading = 0;

export default function ({ data }) {
  if (shown !== undefined && shown !== data.screen) {
    stop();
    toTheHeading();
  }
  shown = data.screen;
  later(offerNumberPad);
  document.addEventListener("click", onClick);
  window.addEventListener("pagehide", stop);
  return () => {
    stop();
    document.removeEventListener("click", onClick);
    window.removeEventListener("pagehide", stop);
  };
}

function later(action) {
  [50, 200, 500, 1000, 2000].forEach((delay) => setTimeout(action, delay));
}

// A screen comes up where the last one was left; its reader wants the beginning. Whoever has gone
// on to something by then is left there.
function toTheHeading() {
  let done;
  let acted = false;
  const note = () => (acted = true);
  ["pointerdown", "keydown"].forEach((kind) =>
    document.addEventListener(kind, note, { capture: true, once: true }),
  );
  const look = () => {
    const heading = document.querySelector(`${SCREEN} h1`);
    if (acted || !heading || heading === done) return;
    done = heading;
    heading.focus({ preventScroll: true });
    const first = document.querySelector(SCREEN);
    first.scrollIntoView({ block: "start" });
  };
  later(look);
}

function offerNumberPad() {
  document
    .querySelectorAll(".st-key-induction-number input")
    .forEach((box) => box.setAttribute("inputmode", "numeric"));
}

function onClick(event) {
  const button = event.target.closest?.("[data-aloud=read]");
  if (!button) return;
  if (reading) stop();
  else read(button);
}

async function read(button) {
  const speech = window.speechSynthesis;
  const voice = speech && (await ownVoice(speech));
  if (!voice) return tell(NO_VOICE);
  tell("");
  const mine = ++reading;
  button.textContent = STOP;
  speech.cancel();
  const pieces = sentences();
  const next = () => {
    if (mine !== reading) return;
    const piece = pieces.shift();
    if (piece === undefined) return stop();
    const spoken = new SpeechSynthesisUtterance(piece);
    spoken.voice = voice;
    spoken.lang = voice.lang;
    spoken.onend = next;
    spoken.onerror = () => mine === reading && stop();
    speech.speak(spoken);
  };
  next();
}

function stop() {
  if (!reading) return;
  reading = 0;
  window.speechSynthesis?.cancel();
  document.querySelectorAll("[data-aloud=read]").forEach((b) => (b.textContent = READ));
}

function tell(words) {
  document.querySelectorAll("[data-aloud=told]").forEach((place) => (place.textContent = words));
}

// Voices come late in some browsers. One that works over the network would carry the words away.
async function ownVoice(speech) {
  for (let tries = 0; tries < 6; tries++) {
    const voices = speech.getVoices();
    if (voices.length) return chosen(voices);
    await new Promise((resume) => setTimeout(resume, 150));
  }
  return undefined;
}

function chosen(voices) {
  const own = voices.filter((v) => v.localService && /^en\b/i.test(v.lang.replace("_", "-")));
  return own.find((v) => /^en.GB/i.test(v.lang)) || own.find((v) => v.default) || own[0];
}

// What is on the screen in reading order, a block at a time, cut at the ends of sentences.
function sentences() {
  const blocks = [];
  const walker = document.createTreeWalker(document.querySelector(SCREEN), NodeFilter.SHOW_TEXT);
  let last;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest(UNREAD) || !parent.getClientRects().length) continue;
    const block = parent.closest(BLOCKS);
    const words = said(node.data, parent);
    if (block === last) blocks[blocks.length - 1] += words;
    else blocks.push(words);
    last = block;
  }
  return blocks.flatMap(cut);
}

function said(words, parent) {
  if (parent.closest("del")) return ` (taken out: ${words}) `;
  if (parent.closest("ins")) return ` (new: ${words}) `;
  return words;
}

function cut(words) {
  const pieces = [];
  for (const sentence of words.replace(/\s+/g, " ").trim().split(/(?<=[.!?:;])\s+/)) {
    let rest = sentence;
    while (rest.length > LONGEST) {
      const at = rest.lastIndexOf(" ", LONGEST);
      pieces.push(rest.slice(0, at > 0 ? at : LONGEST));
      rest = rest.slice(at > 0 ? at + 1 : LONGEST);
    }
    if (rest) pieces.push(rest);
  }
  return pieces;
}
