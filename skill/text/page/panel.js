// @ts-check
/** What happened behind a reply: what was understood, what is asked, what changed, what Alexa would have got. */
import { filled, inWords } from "./labels.js";
import { make } from "./make.js";

/** @typedef {import("./labels.js").Labels} Labels */

/**
 * The panel of one answer of the server, closed.
 * @param {any} answer
 * @param {Labels} said
 * @param {string} locale
 */
export function panel(answer, said, locale) {
  const changes = answer.changes.filter((/** @type {any} */ each) => !each.bookkeeping);
  const short = [answer.understood.intent];
  if (answer.question) short.push(`${answer.question.name}?`);
  if (changes.length) short.push(said.changes(changes.length));
  return /** @type {HTMLDetailsElement} */ (make("details", { class: "inside", name: "inside", "aria-live": "off" },
    make("summary", {}, make("span", { class: "what" }, said.inside), make("code", { lang: "en" }, short.join(" · "))),
    make("div", { class: "behind" },
      section(said.understood, ...understood(answer.understood, said, locale)),
      section(said.question, ...question(answer.question, said)),
      section(said.database, ...database(answer.changes, changes, said)),
      make("details", { class: "json" }, make("summary", {}, said.alexa),
        make("pre", { lang: "en", tabindex: "0", "aria-label": said.alexa }, JSON.stringify(answer.alexa, null, 2))))));
}

/** @param {string} title @param {...Node} content */
function section(title, ...content) {
  return make("section", {}, make("h3", {}, title), ...content);
}

/** @param {any} heard @param {Labels} said @param {string} locale */
function understood(heard, said, locale) {
  const how = /** @type {Record<string, string>} */ (said.how)[heard.how] ?? heard.how;
  const parts = [make("p", {}, make("code", { lang: "en", class: "name" }, heard.intent), " ",
    make("span", { class: "muted" }, heard.sure ? how : `${how}, ${said.unsure}`))];
  const slots = Object.entries(heard.slots);
  if (slots.length) {
    parts.push(make("dl", { "aria-label": said.slots }, ...slots.flatMap(([name, slot]) => [
      make("dt", { lang: "en" }, name), make("dd", {}, ...values(slot))])));
  }
  if (heard.candidates.length) {
    const percent = new Intl.NumberFormat(locale, { style: "percent" });
    parts.push(make("ol", { class: "bars", "aria-label": said.candidates, lang: "en" },
      ...heard.candidates.map((/** @type {any} */ each) => {
        const bar = make("span", { class: "bar", "aria-hidden": "true" });
        bar.style.setProperty("--share", String(each.confidence));
        return make("li", {}, make("span", {}, each.intent), make("span", { class: "number" },
          percent.format(each.confidence)), bar);
      })));
  }
  return parts;
}

/** @param {any} slot @returns {(Node | string)[]} */
function values(slot) {
  const ids = slot.ids.length ? [" ", make("code", { lang: "en", class: "muted" }, slot.ids.join(", "))] : [];
  return [slot.value, ...ids, ...slot.more.flatMap((/** @type {any} */ each) => ["; ", ...values(each)])];
}

/** @param {any} open @param {Labels} said */
function question(open, said) {
  if (!open) return [make("p", { class: "muted" }, said.closed)];
  const what = /** @type {Record<string, string>} */ (said.expected)[open.expects] ?? open.expects;
  const does = (/** @type {any} */ command) => inWords(said, command.command);
  return [
    make("p", {}, make("code", { lang: "en", class: "name" }, open.name), " ",
      make("span", { class: "muted" }, filled(said.expects, { what }))),
    make("p", {}, open.yes ? filled(said.ifYes, { what: does(open.yes) }) : said.noYes, open.yes && about(open.yes)),
    ...open.choices.map((/** @type {any} */ choice, /** @type {number} */ at) =>
      make("p", {}, filled(said.choice, { number: at + 1, what: does(choice) }), about(choice)))];
}

/** @param {any} command */
function about(command) {
  return Object.keys(command.about).length > 0
    && make("code", { lang: "en", class: "about" }, JSON.stringify(command.about));
}

/** @param {any[]} all @param {any[]} shown @param {Labels} said */
function database(all, shown, said) {
  const rest = [...new Set(all.filter((each) => each.bookkeeping).map((each) => each.table))].join(", ");
  const last = rest ? filled(shown.length ? said.bookkeeping : said.only, { tables: rest })
    : shown.length ? "" : said.nothing;
  const list = make("ul", { class: "changes" }, ...shown.map((each) => make("li", { class: each.kind }, row(each, said))));
  return [...(shown.length ? [list] : []), ...(last ? [make("p", { class: "muted" }, last)] : [])];
}

/** @param {any} change @param {Labels} said */
function row(change, said) {
  const label = /** @type {Record<string, string>} */ (/** @type {unknown} */ (said))[change.kind];
  const fields = Object.keys(change.after ?? change.before);
  const cell = (/** @type {any} */ value) => make("code", {}, value === null ? "–" : String(value));
  return make("details", {},
    make("summary", {}, make("code", { lang: "en", class: "name" }, change.table), " ",
      make("span", { class: "kind" }, label), " ", make("span", { class: "muted key" }, short(change))),
    make("dl", { lang: "en" }, ...fields.flatMap((name) => [make("dt", {}, name), make("dd", {},
      ...(change.kind === "changed" ? [cell(change.before[name]), " → ", cell(change.after[name])]
        : [cell((change.after ?? change.before)[name])]))])));
}

/** What fits on one line: which row, and of a changed one its first change. @param {any} change */
function short(change) {
  const row = change.after ?? change.before;
  const name = String(row.number ?? row.sku ?? Object.values(change.key).join(" "));
  const which = name.length > 20 ? `${name.slice(0, 8)}…` : name;
  if (change.kind !== "changed") return which;
  const [column] = Object.keys(change.after);
  const values = [change.before[column], change.after[column]].map((value) => String(value ?? "–"));
  return values.every((value) => value.length <= 24) ? `${which}: ${column} ${values.join(" → ")}` : `${which}: ${column}`;
}
