"""Which intent an utterance is, and how sure that is. Trained with scipy, used with numpy alone.

Logistic regression and ridge regression over the same features are averaged. Confidence is
coverage^2 x (2 p + ridge + half the cosine to the nearest sample of that intent), less 0.4 of what speaks
for the background (ridge and nearest); brought to 0..1.
Chosen on public data of three other assistants and on our paraphrases: what rewards the mere knowledge of
words (coverage alone, the nearest sample) hurts where real customers ask a shop for what it does not do.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from skill.understanding.grams import Floats, Grams
from skill.understanding.rows import OUTSIDE, Row

Ints = NDArray[np.signedinteger[Any]]
_PENALTY = 20.0  # of the logistic regression (the weight of the samples against it, as C in scikit-learn)
_RIDGE = 0.6
_BOOST = 0.12  # for an intent that the open question expects, or that a sample all but matched


@dataclass(frozen=True, slots=True)
class Guess:
    """An intent and how much speaks for it, 0 to 1."""

    intent: str
    score: float  # to rank intents by
    confidence: float  # to accept or refuse by


class Classifier:
    """Weights for every n-gram and intent, and the samples themselves for the nearest one."""

    def __init__(self, grams: Grams, arrays: Mapping[str, NDArray[np.float64]], intents: Sequence[str]) -> None:
        self.grams = grams
        self.intents = list(intents)
        self.arrays = dict(arrays)
        self._logistic, self._bias = arrays["logistic"], arrays["bias"]
        self._ridge = arrays["ridge"]
        self._post_rows = arrays["post_rows"].astype(np.int64)
        self._post_weights = arrays["post_weights"]
        self._post_starts = arrays["post_starts"].astype(np.int64)
        self._row_intent = arrays["row_intent"].astype(np.int64)
        self._outside = self.intents.index(OUTSIDE) if OUTSIDE in self.intents else None

    @classmethod
    def fit(cls, rows: Sequence[Row], language: str, *, quick: bool = False, tolerance: float = 1e-3) -> "Classifier":
        """Learn from rows. Needs scipy, which is imported only here: a warm start does not.

        `quick` leaves the weights out: enough for `likeness`.
        """
        from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # noqa: PLC0415

        said = [(row.words, row.types) for row in rows]
        grams = Grams.fit(said, language)
        intents = sorted({row.intent for row in rows})
        number = {intent: at for at, intent in enumerate(intents)}
        labels = np.asarray([number[row.intent] for row in rows], dtype=np.int64)
        weights = np.asarray([row.weight for row in rows], dtype=np.float64)
        columns, values, starts = grams.table(said)
        matrix = csr_matrix((values, columns, starts), shape=(len(rows), len(grams.names)))
        shape = (len(grams.names), max(len(intents), 1))
        logistic, bias = np.zeros(shape), np.zeros(shape[1])
        if not quick:
            logistic, bias = _logistic(matrix, labels, weights, shape, tolerance)
        by_column = matrix.tocsc()
        by_column.sort_indices()
        arrays = {
            "logistic": logistic,
            "bias": bias,
            "ridge": np.zeros(shape) if quick else _ridge(matrix, labels, weights, shape),
            "post_rows": by_column.indices.astype(np.float64),
            "post_weights": by_column.data,
            "post_starts": by_column.indptr.astype(np.float64),
            "row_intent": labels.astype(np.float64),
        }
        return cls(grams, arrays, intents)

    def guess(
        self,
        words: Sequence[str],
        types: Sequence[str] = (),
        *,
        boosted: frozenset[str] = frozenset(),
        hindered: frozenset[str] = frozenset(),
        familiar: Collection[str] = (),
    ) -> list[Guess]:
        """The intents of the model, best first, without the background; empty if nothing is known of the words.

        Something else than the words speaks for those `boosted` and against those `hindered`.
        """
        ids, weights, coverage = self.grams.vector(words, types, familiar)
        if not len(ids):
            return []
        logits = weights @ self._logistic[ids] + self._bias
        shares = np.exp(logits - logits.max())
        shares /= shares.sum()
        ridge = np.clip(weights @ self._ridge[ids], 0.0, 1.0)
        nearest = self._nearest(ids, weights)
        scores = 0.5 * shares + 0.5 * ridge
        outside = ridge[self._outside] + nearest[self._outside] if self._outside is not None else 0.0
        evidence = coverage**2 * (2.0 * shares + ridge + 0.5 * nearest)
        confidence = (evidence - 0.4 * outside + 0.8) / 4.3
        guesses = [
            Guess(
                intent,
                _round(scores[at] + 0.15 * favour),
                _round(confidence[at] + 0.1 * favour),
            )
            for at, intent in enumerate(self.intents)
            if intent != OUTSIDE
            for favour in ((intent in boosted) - (intent in hindered),)
        ]
        return sorted(guesses, key=lambda guess: (-guess.score, guess.intent))

    def likeness(self, words: Sequence[str]) -> float:
        """The cosine to the nearest sample of all, 0 to 1."""
        ids, weights, _ = self.grams.vector(words)
        return float(self._nearest(ids, weights).max(initial=0.0))

    def _nearest(self, ids: Ints, weights: Floats) -> Floats:
        """The cosine to the nearest sample of each intent."""
        cosines = np.zeros(len(self._row_intent))
        for number, weight in zip(ids, weights, strict=True):
            span = slice(self._post_starts[number], self._post_starts[number + 1])
            cosines[self._post_rows[span]] += weight * self._post_weights[span]
        best = np.zeros(len(self.intents))
        np.maximum.at(best, self._row_intent, cosines)
        return best


def _round(value: float) -> float:
    return round(min(max(float(value), 0.0), 1.0), 6)


def _logistic(
    matrix: Any, labels: Ints, weights: Floats, shape: tuple[int, int], tolerance: float
) -> tuple[Floats, Floats]:
    """Multinomial logistic regression, by scipy alone: scikit-learn gives the same, but is slow to import."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # noqa: PLC0415

    features, classes = shape
    if classes < 2:
        return np.zeros(shape), np.zeros(classes)
    turned = matrix.T.tocsr()
    shares = (weights / weights.sum())[:, None]
    shrink = 1.0 / (_PENALTY * float(weights.sum()))
    own = (np.arange(len(labels)), labels)

    def loss(flat: Floats) -> tuple[float, Floats]:
        table, bias = flat[classes:].reshape(shape), flat[:classes]
        logits = matrix @ table + bias
        logits -= logits.max(axis=1, keepdims=True)
        likely = np.exp(logits)
        totals = likely.sum(axis=1, keepdims=True)
        value = float((shares[:, 0] * (np.log(totals[:, 0]) - logits[own])).sum()) + 0.5 * shrink * float(
            (table * table).sum()
        )
        likely /= totals
        likely[own] -= 1.0
        likely *= shares
        return value, np.concatenate((likely.sum(axis=0), (turned @ likely + shrink * table).ravel()))

    start = np.zeros(classes * (features + 1))
    options = {"maxiter": 200, "gtol": tolerance, "ftol": 1e-14}
    found: Floats = minimize(loss, start, method="L-BFGS-B", jac=True, options=options).x
    return np.ascontiguousarray(found[classes:].reshape(shape)), found[:classes]


def _ridge(matrix: Any, labels: Ints, weights: Floats, shape: tuple[int, int]) -> Floats:
    """Ridge regression on one-hot targets, solved over samples (there are fewer of them than n-grams)."""
    from scipy.linalg import solve  # type: ignore[import-untyped]  # noqa: PLC0415

    kernel = (matrix @ matrix.T).toarray()
    targets = np.zeros((len(labels), shape[1]))
    targets[np.arange(len(labels)), labels] = 1.0
    duals = solve(kernel + np.diag(_RIDGE / np.maximum(weights, 1e-6)), targets, assume_a="pos")
    return np.ascontiguousarray(matrix.T @ duals, dtype=np.float64)
