"""Which words keep their meaning inside a longer one (行政复议 in 行政复议案件)."""

from __future__ import annotations

from collections.abc import Mapping

from ingestion.extraction.words.readings import WordInfo

NOTHING: frozenset[str] = frozenset()


class Shadows(dict[WordInfo, frozenset[str]]):
    """The words inside a word that keep their meaning; worked out once for each word that is met."""

    def __init__(
        self,
        infos: Mapping[str, WordInfo],
        fillers: frozenset[str],
        light_verbs: frozenset[str],
        spoken: frozenset[str] = NOTHING,
    ) -> None:
        self.infos = infos
        self._spoken = spoken
        self.fillers = fillers
        self._made = dict.fromkeys(("", *light_verbs), True)

    def __missing__(self, info: WordInfo) -> frozenset[str]:
        self[info] = kept = frozenset(w for w in self._words_within(info.word) if self._keeps(w, info))
        return kept

    def _words_within(self, word: str) -> set[str]:
        """The other words of the vocabulary that stand inside ``word``."""
        pieces = (word[at:end] for at in range(len(word)) for end in range(at + 1, len(word) + 1))
        return {piece for piece in pieces if piece in self.infos} - {word}

    def _keeps(self, inner: str, info: WordInfo) -> bool:
        if info.guards:
            return len(inner) > 1 and inner not in self._spoken
        if info.filler and not info.parts:
            return False
        only_fillers = all(piece in self.fillers or not piece for piece in _around(inner, info.word))
        return only_fillers or (not info.different and self._joined(info.word, inner))

    def _joined(self, word: str, inner: str) -> bool:
        """Whether a word is ``inner`` and other words beside it (移送 + 公安机关 + 案件)."""
        at = word.find(inner)
        return self._made_of(word[:at]) and self._made_of(word[at + len(inner) :])

    def _made_of(self, text: str) -> bool:
        """Whether nothing but words of the vocabulary stands in ``text``, with 、 between them at most."""
        if text not in self._made:
            self._made[text] = self._is_made_of(text.strip("、"))
        return self._made[text]

    def _is_made_of(self, text: str) -> bool:
        info = self.infos.get(text)
        if not text or (info is not None and not info.different and (info.parts or info.filler)):
            return True
        halves = ((text[:at], text[at:]) for at in range(2, len(text) - 1))
        return any(self._made_of(a) and self._made_of(b) for a, b in halves)


def _around(inner: str, word: str) -> list[str]:
    """What stands before the first ``inner`` of a word and behind it."""
    return word.replace(inner, "|", 1).split("|")
