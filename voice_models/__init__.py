"""The offline ear's weights: which models of speech there are, how they come here, and which one hears a locale.

manifest      the standard models that can be fetched: addresses, sizes, check-sums, licences.
find          the model that hears a locale: a fetched one, else the embedded one.
download      a file over HTTP, whole or not at all, going on where it stopped.
unpack        a model's zip into a folder, whole or not at all.
trial         whether a model loads and hears, tried in a process of its own.
lexicon       how words are pronounced.
shop_words    the words of a shop: its interaction model, its catalogue.
adapt         the embedded model made to hear them: graphs/ does it without training.
training/     how the embedded model was made.

`python -m voice_models` is the command line. Knows no microphone and no dialogue.
"""

from voice_models.find import NoVoiceModel, VoiceModel, find

__all__ = ["NoVoiceModel", "VoiceModel", "find"]
