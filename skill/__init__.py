"""The assistant. A map of its rooms, from the ground up; imports go downwards only (checked in CI).

commerce        what a shop is: money, products, quotes, orders, ports. No I/O, no words.
codec           frozen values to JSON and back.
dialogue        what to say next, as acts: one file per thing a customer can ask. No I/O, no words.
understanding   text -> Heard, trained from interaction_models/ and the catalogue.
phrasing        acts -> words, from Fluent files, in VOICE and TEXT.
assistant       one turn, start to finish: Turn -> Reply. Every channel calls this and nothing below it.
storage         the shop in SQL: the adapters of the ports, and what a conversation keeps.
payments        payment providers: a sandbox with a ledger.
speech          text to sound: a voice in a process of its own, for every channel that speaks aloud.
settings, logs  read once; configured once.
alexa, text     the channels. They do not know each other.
work            what is done after an answer: receipts sent, unknown outcomes settled.
bootstrap       the only file that names adapters.
"""
