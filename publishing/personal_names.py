"""Masks what looks like a person's name in a quoted clause.

A mask may cover too much, which costs a word of context, and must rarely cover too little. The words it
works with (surnames, titles) are data beside the templates.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

WORDS = Path(__file__).parent / "templates" / "personal_names.yaml"
MASK = "××"


def masked(text: str) -> str:
    """``text`` with personal names, identity numbers and mobile numbers replaced by ××."""
    for pattern in _patterns():
        text = pattern.sub(MASK, text)
    return text


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    not_names = "|".join(words["not_names"])
    surname = f"(?!{not_names})(?:{'|'.join(words['compound_surnames'])}|[{words['surnames']}])"
    # Given names and the anonymous forms of case reports: 王小明, 王某, 王某某, 张××.
    name = surname + r"[\u4e00-\u9fff×*]{1,2}?"
    address = "|".join(words["forms_of_address"])
    titles = "|".join(words["titles"])
    behind = "|".join(words["words_behind_a_name"])
    return (
        re.compile(rf"{name}(?={address})"),
        re.compile(rf"(?<=同志)(?!{not_names}){surname}[\u4e00-\u9fff]{{1,2}}(?=[、，,；;。）)])"),
        re.compile(rf"(?<=[、：:，,（(])(?:{surname})某{{1,2}}"),
        *(re.compile(rf"(?<={title}){name}(?=[、，,；;。）)（(]|{behind})") for title in titles.split("|")),
        re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])"),
        re.compile(r"(?<![0-9.])1[3-9][0-9]{9}(?![0-9.]|[余多]?[万亿]?[元件份户人次])"),
    )
