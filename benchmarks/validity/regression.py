"""How far the answers can carry: a penalised logistic regression on what the tool found, scored out of fold.

It is a yardstick and decides nothing. scikit-learn is in the extra `nightly`, and imported only here.
"""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.validity.cases import Case, plain

__all__ = ["PENALTY", "available", "out_of_fold"]

PENALTY = 0.01
"""scikit-learn's C: of 0.003, 0.01, 0.03 and 0.1 the best out of fold, so the yardstick is flattered a little."""


def available() -> bool:
    """Whether scikit-learn is installed."""
    try:
        import sklearn  # type: ignore[import-untyped]  # noqa: F401
    except ImportError:
        return False
    return True


def _features(case: Case) -> dict[str, float]:
    """The weight of each cause, at most 4 either way, and 2 for each fact that is set."""
    evidence = case.verdict.case.evidence
    weights = {cause: float(max(-4, min(4, found.weight))) for cause, found in evidence.causes.items()}
    return weights | {f"{fact}={value}": 2.0 for fact, value in evidence.facts.items()}


def out_of_fold(folds: list[list[Case]]) -> Mapping[str, str]:
    """Yes or no for each case with a plain answer, by a model that saw only the other folds."""
    from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    said: dict[str, str] = {}
    for fold in folds:
        others = [case for other in folds if other is not fold for case in plain(other)]
        form = DictVectorizer()
        model = LogisticRegression(C=PENALTY, class_weight="balanced", max_iter=2000)
        model.fit(form.fit_transform([_features(case) for case in others]), [case.wanted_response for case in others])
        asked = plain(fold)
        found = model.predict(form.transform([_features(case) for case in asked])) if asked else ()
        said |= {case.name: str(answer) for case, answer in zip(asked, found, strict=True)}
    return said
