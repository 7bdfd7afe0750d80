// What a page can't do from Python: tell screen readers of a new answer once and complete, and once
// of what a chat model added; bring its beginning into view; print one answer by itself. Nothing is
// fetched or stored.

const LOG_LABEL = "Answers, read out as they come";

export default function ({ parentElement, data }) {
  const log = theLog(parentElement);
  const { number, announcement, addition } = data;
  if (number > Number(log.dataset.number || 0) && announcement) {
    // Text nodes alone: the announcement is never read as HTML.
    log.replaceChildren(entryOf(announcement));
    // What was there from the beginning is in the announcement.
    log.dataset.added = addition ? String(number) : "";
    bringIntoView(number);
  } else if (number && addition && log.dataset.added !== String(number)) {
    log.appendChild(entryOf(addition));
    log.dataset.added = String(number);
  }
  if (number === 0) {
    log.replaceChildren();
    if (log.dataset.number !== "0") toTheTop();
  }
  log.dataset.number = String(number);
  describeTheBox();
  document.removeEventListener("click", printOne);
  document.addEventListener("click", printOne);
  return () => document.removeEventListener("click", printOne);
}

function entryOf(words) {
  const entry = document.createElement("div");
  entry.style.whiteSpace = "pre-line";
  entry.textContent = words;
  return entry;
}

// Whoever comes to the question box is told which service sees the question, if one does.
function describeTheBox() {
  const describe = () => {
    const box = document.querySelector("[data-testid=stChatInputTextArea]");
    if (document.getElementById("pa-seen-by")) box?.setAttribute("aria-describedby", "pa-seen-by");
    else box?.removeAttribute("aria-describedby");
  };
  [0, 300, 1000].forEach((delay) => setTimeout(describe, delay));
}

function theLog(parentElement) {
  const found = parentElement.querySelector("[role=log]");
  if (found) return found;
  const log = document.createElement("div");
  log.setAttribute("role", "log");
  log.setAttribute("aria-live", "polite");
  log.setAttribute("aria-label", LOG_LABEL);
  log.className = "pa-only-read-out";
  parentElement.appendChild(log);
  return log;
}

// The page follows its end while it grows; a reader wants the beginning of the answer instead.
function bringIntoView(number) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let attempts = 0;
  const look = () => {
    const turn = document.querySelector(`.st-key-turn-${number}`);
    if (turn) turn.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    if (++attempts < 3) setTimeout(look, 250);
  };
  setTimeout(look, 50);
}

function toTheTop() {
  const top = () => document.querySelector(".st-key-masthead")?.scrollIntoView({ block: "end" });
  [50, 300, 800].forEach((delay) => setTimeout(top, delay));
}

function printOne(event) {
  const button = event.target.closest?.("[data-print]");
  if (!button) return;
  const turn = document.querySelector(`.st-key-turn-${button.dataset.print}`);
  document.body.classList.add("pa-printing-one");
  turn?.classList.add("pa-print-this");
  window.print();
  turn?.classList.remove("pa-print-this");
  document.body.classList.remove("pa-printing-one");
}
