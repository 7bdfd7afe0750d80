// What a page can't do from Python: tell screen readers of a new answer once and complete, bring
// its beginning into view, and print one answer by itself. Nothing is fetched or stored.

const LOG_LABEL = "Answers, read out as they come";

export default function ({ parentElement, data }) {
  const log = theLog(parentElement);
  const { number, announcement } = data;
  if (number > Number(log.dataset.number || 0) && announcement) {
    // Text nodes alone: the announcement is never read as HTML.
    const entry = document.createElement("div");
    entry.style.whiteSpace = "pre-line";
    entry.textContent = announcement;
    log.replaceChildren(entry);
    bringIntoView(number);
  }
  if (number === 0) {
    log.replaceChildren();
    if (log.dataset.number !== "0") toTheTop();
  }
  log.dataset.number = String(number);
  document.removeEventListener("click", printOne);
  document.addEventListener("click", printOne);
  return () => document.removeEventListener("click", printOne);
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
