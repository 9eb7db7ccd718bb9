"""The offline channel: a microphone, an ear (Vosk), a mouth, and the same assistant. Nothing leaves the machine.

The ear, from the air to the meaning; each file knows one step:

audio           what a source of sound is: blocks of 20 ms, 16 kHz, mono.
devices         the sound cards of this machine.
capture         the microphone.
resample        any rate and any number of channels to 16 kHz mono.
recordings      WAV files and standard input as the same source.
voice           whether a block is speech.
endpointing     when an utterance has begun and when it is over. Pure; its clock counts blocks.
vocabulary      the words a model has, and what is said for those it lacks.
phrases         what may be said: the interaction model's samples, the catalogue's names, numbers.
grammar         the phrases of one open question, as Vosk takes them.
recogniser      Vosk.
meaning         what several readings of one utterance mean, and whether that is sure.
so_far          whether what has been said so far can be all of it.
ear             all of it: listen -> Utterance or Silence.
report          which words of the shop a model cannot hear.

The mouth, from words to the air:

mouth           sentences to sound, and which of them were heard; the voice itself is skill.speech.
player          the loudspeaker, in blocks of 10 ms.
earcons         short sounds instead of words.

And the conversation between them:

talk            what was heard to the assistant, its reply back.
loop            say, listen, hand over, until it closes.
barge_in        cutting in: what a yes is worth, and whose words were heard. Pure.
hearing         the microphone while the assistant speaks, and afterwards.
wake            the wake phrase.
keys            space and Enter.
typed           lines instead of sound.
echo            whether a microphone is free of the loudspeaker.
alsa            keeps a library from printing.
terminal        what is seen.
session         everything wired together.
doctor          what is wrong with this machine's sound, and what to do.
options         how to converse.
cli             the commands, and
commands        what they do.
"""
