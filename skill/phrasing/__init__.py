"""How to say it: acts become words, from Fluent files, one folder per language, regions only their differences.

Decides nothing: what is said was decided by the dialogue.
"""
