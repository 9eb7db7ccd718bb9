// @ts-check
/** The page's requests. One that was sent and not answered can be sent again: it has an id, and no second effect. */

/** Something went wrong; the message is for the customer, empty when there was no answer at all. */
export class Trouble extends Error {}

const PATIENCE = 90; // tries, about one second each, while the ear learns a language

/** What there is to choose from. */
export async function options() {
  const answer = await fetch("/chat/options").catch(() => null);
  if (!answer || !answer.ok) throw new Trouble("");
  return answer.json();
}

/**
 * One turn. `learning` is called while the ear still learns.
 * @param {Record<string, unknown>} request
 * @param {() => void} learning
 */
export async function turn(request, learning) {
  for (let tries = 0; tries < PATIENCE; tries += 1) {
    const answer = await post("/chat", request, { Prefer: "wait=1" });
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return said;
    if (!said.learning) throw new Trouble(said.error ?? "");
    learning();
    await new Promise((after) => setTimeout(after, 250));
  }
  throw new Trouble("");
}

/**
 * These words as sound.
 * @param {string} text
 * @param {string} locale
 * @returns {Promise<Blob>}
 */
export async function speech(text, locale) {
  const answer = await post("/speech", { text, locale });
  if (!answer.ok) throw new Trouble((await answer.json().catch(() => ({}))).error ?? "");
  return answer.blob();
}

/**
 * @param {string} path
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 */
async function post(path, body, headers = {}) {
  const sent = { "Content-Type": "application/json", ...headers };
  const answer = await fetch(path, { method: "POST", headers: sent, body: JSON.stringify(body) }).catch(() => null);
  if (!answer) throw new Trouble("");
  return answer;
}
