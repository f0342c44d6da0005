"""Masks what looks like a person's name in a quoted clause, or in the name of a file or a sheet.

A mask may cover too much, which costs a word of context, and must rarely cover too little. The words it
works with (surnames, titles) are data beside the templates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).parent / "templates" / "personal_names.yaml"
MASK = "××"


def masked(text: str) -> str:
    """``text`` with personal names, identity numbers and mobile numbers replaced by ××.

    What is masked already stays as it is: one mask may bring another name into view, so that masking goes on
    until nothing changes. It ends, for each mask leaves fewer characters that can be part of a name.
    """
    if not _sign_of_a_name().search(text):
        return text
    again = _masked_once(text)
    while again != text:
        text, again = again, _masked_once(again)
    return text


def masked_label(label: str) -> str:
    """The name of a file or a sheet: as a text, and each word that is a name by itself (年报-王小明.xlsx)."""
    stem, dot, ending = label.rpartition(".")
    if not dot or not ending.isascii():
        stem, dot, ending = label, "", ""
    return f"{_WORD.sub(_masked_word, masked(stem))}{dot}{ending}"


_WORD = re.compile(r"[\u4e00-\u9fff]+")
"""In the name of a file, what signs, digits and letters set apart."""


def _masked_word(found: re.Match[str]) -> str:
    return MASK if _bare_name().fullmatch(found[0]) else found[0]


def _masked_once(text: str) -> str:
    for pattern in _patterns():
        text = pattern.sub(MASK, text)
    return text


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return words


@lru_cache(maxsize=1)
def _sign_of_a_name() -> re.Pattern[str]:
    """What no masked thing lacks; most texts have none of it and need no further look."""
    words = _words()
    kinds = (words[kind] for kind in ("forms_of_address", "titles", "roles"))
    return re.compile("|".join((*chain.from_iterable(kinds), words["nameless"], "[0-9]{11}")))


@lru_cache(maxsize=1)
def _bare_name() -> re.Pattern[str]:
    """A word that is a whole name: two or three characters, four with a surname of two."""
    words = _words()
    no_name = "|".join((*words["not_names"], *words["not_names_in_labels"]))
    ends = "".join(words["endings_of_no_name"])
    compound = "|".join(words["compound_surnames"])
    given = rf"[\u4e00-\u9fff]?[^{ends}]"
    return re.compile(rf"(?!{no_name})(?:(?:{compound})|[{words['surnames']}]){given}")


def _roles() -> tuple[str, ...]:
    """What stands before the name of whoever filled in a paper, with a colon or without."""
    return tuple(f"{role}{colon}" for role in _words()["roles"] for colon in ("", "：", ":"))


def _surname() -> str:
    words = _words()
    not_names = "|".join(words["not_names"])
    return f"(?!{not_names})(?:{'|'.join(words['compound_surnames'])}|[{words['surnames']}])"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    words, surname = _words(), _surname()
    not_names = "|".join(words["not_names"])
    # Given names and the anonymous forms of case reports: 王小明, 王某, 王某某, 张××.
    name = surname + r"[\u4e00-\u9fff×*]{1,2}?"
    address = "|".join(words["forms_of_address"])
    titles = "|".join(words["titles"])
    behind = "|".join(words["words_behind_a_name"])
    return (
        re.compile(rf"{name}(?={address})"),
        re.compile(
            rf"(?<={words['before_a_name']})(?!{not_names}){surname}[\u4e00-\u9fff]{{1,2}}(?=[、，,；;。）)])"
        ),
        re.compile(rf"(?<=[、：:，,（(])(?:{surname}){words['nameless']}{{1,2}}"),
        *(re.compile(rf"(?<={title}){name}(?=[、，,；;。）)（(]|{behind})") for title in titles.split("|")),
        *(re.compile(rf"(?<={role}){name}(?![\u4e00-\u9fff])") for role in _roles()),
        re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])"),
        re.compile(rf"(?<![0-9.])1[3-9][0-9]{{9}}(?![0-9.]|[余多]?[万亿]?[{words['counted']}])"),
    )
