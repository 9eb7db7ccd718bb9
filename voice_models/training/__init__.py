"""How the embedded model was made: see README.md. Only `sentences` is needed when a graph is adapted."""
