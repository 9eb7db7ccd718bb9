"""Text to sound, by pyttsx3 in a process of its own. Knows no loudspeaker, no page and no dialogue.

sentences     text in pieces that are spoken one after another.
spelled       no digit and no symbol is left to the engine.
voices        which voice speaks a locale, and how fast.
sound         what is spoken: samples, and WAV files of them.
kept          fixed phrases, spoken once and kept on disk.
speaking      the process that speaks.
synthesiser   its keeper: starts it, ends it when it hangs, and gives what it said.
"""
