// @ts-check
/** One turn on the page: what the customer said, the reply, its card, and the panel behind it. */
import { make } from "./make.js";
import { panel } from "./panel.js";

/** @typedef {import("./labels.js").Labels} Labels */

/**
 * A turn that has just been sent: the customer's words, and a sign of life.
 * @param {string | null} words what was said; null when the customer only opened the conversation
 * @param {boolean} quiet whether the words are a silence
 * @param {Labels} said
 */
export function asked(words, quiet, said) {
  const turn = make("li", { class: "turn" });
  if (words !== null) {
    turn.append(make("p", { class: quiet ? "mine quiet" : "mine" },
      make("span", { class: "unseen" }, `${said.you}: `), words));
  }
  turn.append(make("p", { class: "pending" },
    make("span", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i")),
    make("span", { class: "state" }, said.waiting)));
  return turn;
}

/**
 * Says in a turn under way what it waits for.
 * @param {HTMLElement} turn
 * @param {string} state
 */
export function waiting(turn, state) {
  const place = turn.querySelector(".state");
  if (place && place.textContent !== state) place.textContent = state;
}

/**
 * Puts the answer where the sign of life was; gives the panel.
 * @param {HTMLElement} turn
 * @param {any} answer
 * @param {{said: Labels, locale: string, press: (label: string, press: any) => void,
 *   play: ((text: string, button: HTMLElement) => void) | null}} page
 */
export function answered(turn, answer, page) {
  const { reply } = answer;
  const { said, locale } = page;
  turn.querySelector(".pending")?.remove();
  const inside = panel(answer, said, locale);
  turn.append(make("article", { class: "reply" },
    make("h2", { class: "unseen" }, said.assistant),
    reply.text && make("p", { class: "text" }, reply.text),
    reply.screen?.rows.length > 0 && card(reply.screen, page.press),
    make("div", { class: "aloud" },
      reply.voice && make("p", {}, make("span", { class: "label" }, said.voice), " ", reply.voice),
      reply.voice && page.play && speaker(reply.voice, said, page.play),
      reply.reprompt && make("p", {}, make("span", { class: "label" }, said.reprompt), " ", reply.reprompt)),
    inside,
    reply.closed && make("p", { class: "ended" }, said.ended)));
  return inside;
}

/** @param {string} text @param {Labels} said @param {(text: string, button: HTMLElement) => void} play */
function speaker(text, said, play) {
  const button = make("button", { type: "button", class: "play" }, said.play);
  button.addEventListener("click", () => play(text, button));
  return button;
}

/** @param {any} screen @param {(label: string, press: any) => void} press */
function card(screen, press) {
  const rows = screen.rows.map((/** @type {any} */ row) => make("tr", {}, ...row.cells.map(
    (/** @type {string} */ cell, /** @type {number} */ at) => {
      if (at > 0 || !row.press) return make(at === 0 ? "th" : "td", at === 0 ? { scope: "row" } : {}, cell);
      const button = make("button", { type: "button", class: "row" }, cell);
      button.addEventListener("click", () => press(cell, row.press));
      return make("th", { scope: "row" }, button);
    })));
  const head = screen.header.length > 0 && make("thead", {}, make("tr", {},
    ...screen.header.map((/** @type {string} */ cell) => make("th", { scope: "col" }, cell))));
  return make("figure", { class: `card ${screen.kind}` },
    make("div", { class: "scroll" },
      make("table", {}, screen.title && make("caption", {}, screen.title), head, make("tbody", {}, ...rows))),
    screen.footer && make("figcaption", {}, screen.footer));
}
