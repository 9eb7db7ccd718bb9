// @ts-check
/** The page: whom one speaks as, what one can press, and the conversation itself. */
import { filled, labels } from "./labels.js";
import { make, the } from "./make.js";
import * as server from "./server.js";
import { answered, asked, waiting } from "./turns.js";

const words = /** @type {HTMLInputElement} */ (the("words"));
const customer = /** @type {HTMLSelectElement} */ (the("customer"));
const locale = /** @type {HTMLSelectElement} */ (the("locale"));
const [log, turns, suggestions, trouble] = ["log", "turns", "suggestions", "trouble"].map(the);
const wide = matchMedia("(min-width: 60rem)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const touch = matchMedia("(pointer: coarse)");
const DRAFT = "draft"; // what is typed outlives a reload
const SETTLING = 400; // ms before anything new can be pressed: the second half of a double click is no answer

/** @type {{shop: string, customers: any[], locales: any[], starters: Record<string, string[]>, speech: boolean}} */
let offered = { shop: "", customers: [], locales: [], starters: {}, speech: false };
/** @type {string | null} */
let session = null;
let busy = false;
/** @type {Promise<void> | null} */
let opening = null;
/** Counts conversations: the answer to an earlier one is not shown in the next. */
let era = 0;
let said = labels("en");

/** @param {Record<string, unknown>} what @param {string | null} shown */
async function say(what, shown) {
  if (busy) await opening; // what is said while the shop still opens waits; later it would answer an unseen question
  if (busy) return;
  const request = { ...what, session, customer: customer.value, locale: locale.value, request_id: crypto.randomUUID() };
  await send(request, shown);
}

/** Sends a turn, for the first time or again. @param {Record<string, unknown>} request @param {string | null} shown */
async function send(request, shown) {
  const mine = era;
  busy = true;
  complain(null);
  freeze();
  const turn = asked(shown, request.silence === true, said);
  turn.lang = locale.value;
  turns.append(turn);
  reveal(turn);
  try {
    const language = locale.selectedOptions[0].text;
    const answer = await server.turn(request, () => waiting(turn, filled(said.learning, { language })));
    if (mine !== era) return;
    session = answer.session;
    if (request.words !== undefined && words.value === request.words) keep("");
    const play = offered.speech ? (/** @type {string} */ text, /** @type {HTMLElement} */ button) =>
      speak(text, button) : null;
    const inside = answered(turn, answer, { said, locale: locale.value, press, play });
    inside.open = wide.matches;
    suggest(answer);
    reveal(turn);
  } catch (problem) {
    if (mine !== era) return;
    turn.remove();
    suggest(null);
    complain(problem instanceof server.Trouble ? problem.message : "", () => send(request, shown));
  } finally {
    if (mine === era) busy = false;
  }
}

/** @param {string} label @param {any} what */
function press(label, what) {
  settle();
  return say({ press: what }, label);
}

/** What can be pressed now: the reply's own buttons, else something to begin with where anything may be said.
 * @param {any} answer */
function suggest(answer) {
  const { screen, closed } = answer?.reply ?? {};
  const open = closed ? null : answer?.question;
  /** @type {HTMLElement[]} */
  let chips = [];
  if (screen && !closed) chips = screen.buttons.map((/** @type {any} */ each) => chip(each.label, () => press(each.label, each.press)));
  if (!chips.length && (!open || open.expects === "open")) {
    chips = (offered.starters[locale.value] ?? []).map((each) => chip(each, () => {
      settle();
      say({ words: each }, each);
    }));
  }
  suggestions.replaceChildren(...chips);
  const rows = /** @type {NodeListOf<HTMLButtonElement>} */ (turns.querySelectorAll("li:last-child .row"));
  for (const each of /** @type {HTMLButtonElement[]} */ ([...chips, ...(closed ? [] : rows)])) {
    each.disabled = true;
    setTimeout(() => { each.disabled = busy || !each.isConnected; }, SETTLING);
  }
  chips.forEach((each, at) => { each.tabIndex = at ? -1 : 0; });
}

/** @param {string} label @param {() => void} act */
function chip(label, act) {
  return make("button", { type: "button", class: "chip", click: act }, label);
}

/** Nothing that was shown before can be pressed any more. */
function freeze() {
  for (const each of suggestions.children) /** @type {HTMLButtonElement} */ (each).disabled = true;
  for (const each of /** @type {NodeListOf<HTMLButtonElement>} */ (turns.querySelectorAll(".row"))) each.disabled = true;
}

/** Says what went wrong; null takes it away. @param {string | null} message @param {() => void} [again] */
function complain(message, again) {
  if (message === null) return trouble.replaceChildren();
  const button = again && make("button", { type: "button", class: "quiet", click: () => { settle(); again(); } }, said.again);
  return trouble.replaceChildren(make("p", {}, message || said.away), ...(button ? [button] : []));
}

/** The focus goes back to where one types, but on a phone does not call the keyboard up. */
function settle() {
  (touch.matches ? log : words).focus({ preventScroll: true });
}

/** Keeps what is typed. @param {string} text */
function keep(text) {
  words.value = text;
  sessionStorage.setItem(DRAFT, text);
}

/** @param {HTMLElement} turn */
function reveal(turn) {
  const block = turn.offsetHeight > log.clientHeight ? "start" : "end";
  turn.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });
}

const player = new Audio();
/** @param {string} text @param {HTMLElement} button */
async function speak(text, button) {
  const playing = button.textContent === said.stop;
  player.pause();
  player.dispatchEvent(new Event("ended"));
  if (playing) return;
  try {
    player.src = URL.createObjectURL(await server.speech(text, locale.value));
    button.textContent = said.stop;
    player.addEventListener("ended", () => {
      button.textContent = said.play;
      URL.revokeObjectURL(player.src);
    }, { once: true });
    await player.play();
  } catch (problem) {
    button.textContent = said.play;
    complain(problem instanceof server.Trouble ? problem.message : "");
  }
}

/** A new conversation, as the chosen customer in the chosen language. */
function restart() {
  era += 1;
  busy = false;
  session = null;
  relabel();
  turns.replaceChildren();
  suggestions.replaceChildren();
  history.replaceState(null, "", `?${new URLSearchParams({ locale: locale.value, customer: customer.value })}`);
  const mine = say({ launch: true }, null).finally(() => { if (opening === mine) opening = null; });
  opening = mine;
  return mine;
}

function relabel() {
  said = labels(locale.value);
  document.documentElement.lang = locale.value;
  for (const each of document.querySelectorAll("[data-label]")) {
    each.textContent = String(said[/** @type {"send"} */ (/** @type {HTMLElement} */ (each).dataset.label)]);
  }
  words.placeholder = said.placeholder;
  log.setAttribute("aria-label", said.conversation);
  suggestions.setAttribute("aria-label", said.suggestions);
  const guest = customer.querySelector('[value="guest"]');
  if (guest) guest.textContent = said.guest;
}

/** Somebody who speaks this language. @param {string} spoken */
function somebody(spoken) {
  return (offered.customers.find((each) => spoken.startsWith(each.language)) ?? offered.customers[0]).id;
}

/** The chips are one stop of the tab key; the arrows walk among them. @param {KeyboardEvent} event */
function walk(event) {
  const chips = /** @type {HTMLButtonElement[]} */ ([...suggestions.children]);
  const at = chips.indexOf(/** @type {HTMLButtonElement} */ (event.target));
  /** @type {Record<string, number>} */
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: chips.length - 1 };
  if (event.key === "ArrowDown" || event.key === "Escape") words.focus();
  else if (event.key in to && at >= 0) {
    const next = (to[event.key] + chips.length) % chips.length;
    chips.forEach((each, place) => { each.tabIndex = place === next ? 0 : -1; });
    chips[next].focus();
  } else return;
  event.preventDefault();
}

async function open() {
  try {
    offered = await server.options();
  } catch {
    return complain("", () => { complain(null); open(); });
  }
  document.title = the("shop").textContent = offered.shop;
  customer.replaceChildren(...offered.customers.map((each) => make("option", { value: each.id }, each.name ?? "")));
  locale.replaceChildren(...offered.locales.map((each) => make("option", { value: each.id, lang: each.id }, each.name)));
  const wanted = new URLSearchParams(location.search);
  const spoken = [wanted.get("locale"), ...navigator.languages].flatMap((tag) => [
    offered.locales.find((each) => each.id === tag), offered.locales.find((each) => tag && each.id.startsWith(tag.slice(0, 2)))]);
  locale.value = spoken.find(Boolean)?.id ?? offered.locales[0].id;
  customer.value = wanted.get("customer") ?? somebody(locale.value);
  if (!customer.value) customer.value = somebody(locale.value);
  return restart();
}

the("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (words.value.trim()) say({ words: words.value }, words.value);
  words.focus();
});
the("silence").addEventListener("click", () => { say({ silence: true }, said.silent); settle(); });
the("restart").addEventListener("click", () => { restart(); settle(); });
customer.addEventListener("change", restart);
locale.addEventListener("change", () => {
  if (customer.value !== "guest") customer.value = somebody(locale.value);
  restart();
});
words.addEventListener("input", () => keep(words.value));
words.addEventListener("keydown", (event) => {
  const first = /** @type {HTMLElement | null} */ (suggestions.querySelector('[tabindex="0"]'));
  if (event.key === "ArrowUp" && first) {
    event.preventDefault();
    first.focus();
  }
});
suggestions.addEventListener("keydown", walk);
words.value = sessionStorage.getItem(DRAFT) ?? "";
if (wide.matches) words.focus();
open();
