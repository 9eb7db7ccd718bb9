"""Graphs for libvosk's look-ahead decoding, made from a lexicon and sentences without training.

phones    the phones and Kaldi's numbers for them.
fst       a graph as a list of arcs, and its text.
hcl       pronunciations as a graph.
ngram     sentences as a back-off language model.
openfst   OpenFst's own tools, which write the files.
files     the five files of a model's graph folder.
"""
