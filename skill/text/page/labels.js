// @ts-check
/** What the page itself says, in the language of the conversation. */

const EN = {
  customer: "You are", locale: "Language", restart: "Start over", guest: "a guest, without an account",
  words: "Your words", placeholder: "Type what you would say", send: "Send", silence: "Say nothing",
  keys: "Enter sends. Arrow up goes to the suggestions, arrow down comes back.",
  conversation: "Conversation", suggestions: "Suggestions", you: "You", assistant: "Assistant",
  silent: "(silence)", ended: "This conversation has ended. Go on to begin a new one.",
  waiting: "Thinking …", learning: "Learning {language}. This takes a few seconds, once.",
  voice: "Spoken:", play: "Play", stop: "Stop", reprompt: "After a silence:",
  away: "The shop does not answer. Nothing that you typed is lost.", again: "Try again",
  inside: "Behind this reply", hint: "What happens behind a reply is shown here.",
  understood: "Understood", question: "Open question", database: "In the database", alexa: "As an Alexa response",
  unsure: "not sure", slots: "Slots", candidates: "Candidates", none: "none", nothing: "Nothing changed.",
  only: "Only bookkeeping: {tables}.", bookkeeping: "And bookkeeping: {tables}.",
  expects: "expects {what}", ifYes: "A yes {what}.", noYes: "A yes does nothing.", choice: "Choice {number} {what}.",
  closed: "None: the conversation has ended.",
  added: "added", changed: "changed", removed: "removed",
  changes: (/** @type {number} */ n) => (n === 1 ? "1 change" : `${n} changes`),
  how: { answer: "an answer to the question", sample: "a sample of the model", statistics: "statistics",
    nothing: "not understood", press: "pressed", silence: "a silence", launch: "opened" },
  expected: { open: "anything", yes_no: "yes or no", order: "a clear yes or no to the order", number: "a number",
    choice: "one of the choices", code: "a code" },
  commands: { PlaceOrder: "places the order just quoted", CancelOrder: "cancels the order",
    QuoteItems: "gets a quote, and asks", QuoteBasket: "gets a quote for the basket, and asks",
    AddItems: "puts it into the basket", RemoveItem: "takes it out of the basket",
    CorrectBasket: "corrects the basket, and asks anew", ShowItem: "tells the price and offers it",
    Narrow: "goes on with the search", OfferToSend: "offers to send the list", SendList: "sends the list to the phone",
    OfferPerson: "offers a person", CompareWith: "compares the two", AskNeighbours: "waits for the neighbours",
    ReportMissing: "has a person look for the order", ChooseReturn: "asks why it goes back",
    AskToReturn: "asks whether to send it back", OpenReturn: "registers the return", RateProduct: "rates it",
    Refuse: "is remembered as a no", AskToCancel: "asks whether to cancel", ShowOrder: "tells about the order",
    TellFact: "tells a fact", TellPrice: "tells the price", TellStock: "tells whether it is in stock",
    AskShop: "lets a person at the shop find out", HandOver: "gets a person" },
};

/** @type {typeof EN} */
const FR = {
  customer: "Vous êtes", locale: "Langue", restart: "Recommencer", guest: "une personne sans compte",
  words: "Vos mots", placeholder: "Écrivez ce que vous diriez", send: "Envoyer", silence: "Ne rien dire",
  keys: "Entrée envoie. La flèche vers le haut mène aux suggestions, celle vers le bas en revient.",
  conversation: "Conversation", suggestions: "Suggestions", you: "Vous", assistant: "Assistant",
  silent: "(silence)", ended: "Cette conversation est terminée. Continuez pour en commencer une autre.",
  waiting: "Un instant …", learning: "J'apprends : {language}. Quelques secondes, une seule fois.",
  voice: "À l'oral :", play: "Écouter", stop: "Arrêter", reprompt: "Après un silence :",
  away: "La boutique ne répond pas. Rien de ce que vous avez écrit n'est perdu.", again: "Réessayer",
  inside: "Derrière cette réponse", hint: "Ce qui se passe derrière une réponse s'affiche ici.",
  understood: "Compris", question: "Question ouverte", database: "Dans la base de données",
  alexa: "En réponse Alexa", unsure: "pas sûr", slots: "Valeurs", candidates: "Candidats", none: "aucun",
  nothing: "Rien n'a changé.", only: "Seulement des registres internes : {tables}.",
  bookkeeping: "Et des registres internes : {tables}.",
  expects: "attend {what}", ifYes: "Un oui {what}.", noYes: "Un oui ne fait rien.", choice: "Le choix {number} {what}.",
  closed: "Aucune : la conversation est terminée.",
  added: "ajouté", changed: "changé", removed: "supprimé",
  changes: (n) => (n < 2 ? `${n} changement` : `${n} changements`),
  how: { answer: "une réponse à la question", sample: "un exemple du modèle", statistics: "statistiques",
    nothing: "pas compris", press: "pressé", silence: "un silence", launch: "ouverture" },
  expected: { open: "n'importe quoi", yes_no: "oui ou non", order: "un oui ou un non clair à la commande",
    number: "un nombre", choice: "un des choix", code: "un code" },
  commands: { PlaceOrder: "passe la commande qui vient d'être lue", CancelOrder: "annule la commande",
    QuoteItems: "demande un prix, puis pose la question", QuoteBasket: "demande le prix du panier, puis pose la question",
    AddItems: "met l'article au panier", RemoveItem: "retire l'article du panier",
    CorrectBasket: "corrige le panier, puis repose la question", ShowItem: "donne le prix et propose l'article",
    Narrow: "continue la recherche", OfferToSend: "propose d'envoyer la liste", SendList: "envoie la liste au téléphone",
    OfferPerson: "propose une personne", CompareWith: "compare les deux", AskNeighbours: "attend l'avis des voisins",
    ReportMissing: "fait chercher la commande par quelqu'un", ChooseReturn: "demande pourquoi l'article revient",
    AskToReturn: "demande s'il faut le renvoyer", OpenReturn: "enregistre le retour", RateProduct: "donne une note",
    Refuse: "est retenu comme un non", AskToCancel: "demande s'il faut annuler", ShowOrder: "parle de la commande",
    TellFact: "donne un renseignement", TellPrice: "donne le prix", TellStock: "dit s'il y en a",
    AskShop: "fait chercher la réponse par quelqu'un", HandOver: "appelle une personne" },
};

/** @typedef {typeof EN} Labels */

/**
 * The labels for a locale.
 * @param {string} locale
 * @returns {Labels}
 */
export function labels(locale) {
  return locale.startsWith("fr") ? FR : EN;
}

/**
 * A label with its gaps filled.
 * @param {string} label
 * @param {Record<string, string | number>} values
 */
export function filled(label, values) {
  return label.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/**
 * What a command does, in words; one that is not listed by its own name.
 * @param {Labels} said
 * @param {string} command
 */
export function inWords(said, command) {
  const known = /** @type {Record<string, string>} */ (said.commands)[command];
  return known ?? `→ ${command.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase()}`;
}
