"""What each part of a submission claims about the region: a region itself, or one that lies above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from catalog.identity_cues import IdentityCues
from catalog.regions import Region, RegionRegister
from ingestion.identity.anatomy import Anatomy
from ingestion.identity.bodies import Body, find_bodies, find_places, is_generic
from ingestion.identity.passages import QUOTED, Passage, is_boundary, match_at, passage, search_before
from ingestion.submissions import EvidenceSource

DECISIVE: Mapping[str, float] = {"signature": 0.95, "title": 0.95, "form": 0.9, "opening": 0.85}
"""Sources of which one is enough, and how sure each is."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A region named as the reporting one (``is_exact``) or as one that contains it.

    ``regions`` are the versions that the name may mean. Claims of one ``source`` are not independent.
    """

    source: EvidenceSource
    text: str
    regions: tuple[Region, ...]
    confidence: float
    is_exact: bool
    start: int | None = None
    end: int | None = None

    @property
    def is_decisive(self) -> bool:
        """Whether this claim alone settles the region."""
        return self.is_exact and self.source in DECISIVE and self.confidence >= DECISIVE["opening"]


@dataclass(frozen=True, slots=True)
class Witness:
    """A body that reports, as named in one part of the submission."""

    source: EvidenceSource
    body: Body
    text: str
    start: int | None
    end: int | None


def witnesses(anatomy: Anatomy, register: RegionRegister, cues: IdentityCues) -> tuple[Witness, ...]:
    """The bodies named where the reporting one is named: heading, grid, signature, first sentence."""
    found: list[Witness] = []
    heading = anatomy.whole_title.without_quoted()
    found += _in("title", heading, _title_bodies(heading, register, cues))
    for piece in anatomy.form_titles:
        plain = piece.without_quoted()
        found += _in("title", plain, _title_bodies(plain, register, cues))
    for label in anatomy.labels:
        if label.name in cues.unit_labels:
            found += _in("form", label.value, _label_bodies(label.value, register, cues))
    if anatomy.signature and anatomy.signature.organisation:
        piece = anatomy.signature.organisation
        found += _in("signature", piece, find_bodies(piece, register, cues))
    opening = anatomy.opening.without_quoted()
    subjects = (b for b in find_bodies(opening, register, cues) if _is_subject(opening, b, cues))
    return (*found, *_in("opening", opening, subjects))


def named_claims(found: Iterable[Witness], text: str, cues: IdentityCues) -> Iterator[Claim]:
    """The claims of witnesses whose region is named; a government above a bureau's text only contains it."""
    is_bureaus = any(word in text for word in cues.bureau_self_words)
    for witness in found:
        body = witness.body
        if body.naming == "named" and is_bureaus and body.formal in cues.governments:
            yield Claim(witness.source, witness.text, body.regions, 0.7, False, witness.start, witness.end)
        elif body.naming == "named":
            confidence = 0.6 if body.is_short else DECISIVE[witness.source]
            text = witness.text
            yield Claim(witness.source, text, body.regions, confidence, True, witness.start, witness.end)
        elif body.naming in ("masked", "zone") and body.regions:
            yield Claim(witness.source, witness.text, body.regions, 0.9, False, witness.start, witness.end)


def outer_claims(
    name: str, anatomy: Anatomy, metadata: Mapping[str, str], register: RegionRegister, cues: IdentityCues
) -> Iterator[Claim]:
    """The claims of what surrounds the text: file and folder names, sheets, publisher, host."""
    path = PurePosixPath(name.replace("\\", "/"))
    yield from name_claims("file_name", passage(path.stem.replace(" ", "_")), 0.8, register, cues)
    for folder in path.parts[:-1]:
        for claim in name_claims("file_name", passage(folder), 0.7, register, cues):
            yield replace(claim, is_exact=False)
    sheets = [tuple(name_claims("sheet_name", sheet, 0.7, register, cues)) for sheet in anatomy.sheets]
    if len(sheets) == 1:
        yield from sheets[0]
    yield from _publisher_claims(anatomy, metadata, register, cues)
    yield from _host_claims(metadata, register, cues)


def inner_claims(anatomy: Anatomy, register: RegionRegister, cues: IdentityCues) -> Iterator[Claim]:
    """The claims of the running text: superiors, organs, media, platforms, documents of one's own."""
    for line in anatomy.body:
        yield from _own_documents(line, register, cues)
        yield from _leadership(line.without_quoted(), register, cues)
        for sentence in _sentences(line):
            yield from _sentence_claims(sentence, register, cues)


def _sentence_claims(sentence: Passage, register: RegionRegister, cues: IdentityCues) -> Iterator[Claim]:
    """Claims of one sentence; organs and bureaus count for nothing where it speaks of others."""
    speaks_of_others = any(word in sentence.text for word in cues.others)
    plain = sentence.without_quoted()
    yield from _media(sentence, register, cues)
    if not any(word in sentence.text for word in cues.partners):
        yield from _platforms(plain, register, cues)
    yield from _organs(plain, register, cues, speaks_of_others)
    if not speaks_of_others:
        yield from _bureaus(plain, register, cues)


def _in(source: EvidenceSource, piece: Passage, bodies: Iterable[Body]) -> list[Witness]:
    return [
        Witness(source, body, piece.text[body.start : body.end], *piece.span(body.start, body.end))
        for body in bodies
    ]


def _title_bodies(piece: Passage, register: RegionRegister, cues: IdentityCues) -> tuple[Body, ...]:
    bodies = find_bodies(piece, register, cues)
    if any(body.naming != "bare" for body in bodies):
        return bodies
    return (*bodies, *find_places(piece, register, cues))


def _label_bodies(piece: Passage, register: RegionRegister, cues: IdentityCues) -> tuple[Body, ...]:
    """The bodies behind a label; a region alone (填报单位：青岚县) stands for its bureau."""
    bodies = find_bodies(piece, register, cues)
    return bodies or tuple(find_places(piece, register, cues))


def _is_subject(piece: Passage, body: Body, cues: IdentityCues) -> bool:
    """Whether a body in the first sentences reports, and is not one that leads, orders or helps."""
    if body.naming in ("bare", "unknown"):
        return False
    if not is_boundary(piece, body.start, cues.subject_leads):
        return False
    if body.start and piece.text[body.start - 1] in cues.joins:
        return False
    return not _is_led(piece, body, cues)


def _is_led(piece: Passage, body: Body, cues: IdentityCues) -> bool:
    """Whether what follows a body's name makes it the source of an order or of help."""
    return any(match_at(pattern, piece, body.end) for pattern in cues.not_subject_followers)


def name_claims(
    source: EvidenceSource, piece: Passage, confidence: float, register: RegionRegister, cues: IdentityCues
) -> Iterator[Claim]:
    """The regions of a file or sheet name: of the bodies in it, else of names that stand alone."""
    bodies = [b for b in find_bodies(piece, register, cues) if b.naming == "named"]
    for body in bodies or list(find_places(piece, register, cues)):
        sure = 0.5 if body.is_short else confidence
        yield Claim(source, piece.text[body.start : body.end], body.regions, sure, True)


def _publisher_claims(
    anatomy: Anatomy, metadata: Mapping[str, str], register: RegionRegister, cues: IdentityCues
) -> Iterator[Claim]:
    pieces = [label.value for label in anatomy.labels if label.name in cues.publisher_labels]
    pieces += [passage(metadata[key]) for key in ("source", "author", "company") if metadata.get(key)]
    pieces += [passage(metadata["title"])] if metadata.get("title") else []
    for piece in pieces:
        yield from name_claims("metadata", piece, 0.7, register, cues)
    for claim in name_claims("metadata", passage(metadata.get("site_name", "")), 0.7, register, cues):
        yield replace(claim, is_exact=_is_county(claim.regions))


def _host_claims(
    metadata: Mapping[str, str], register: RegionRegister, cues: IdentityCues
) -> Iterator[Claim]:
    for key in ("url", "canonical"):
        host = re.sub(r"^[a-z]+://|[/:?#].*$", "", metadata.get(key, "").lower())
        for domain, code in cues.hosts.items():
            region = register.by_code(code)
            if region and (host == domain or host.endswith("." + domain)):
                yield Claim("metadata", host, (region,), 0.8, False)


def _sentences(line: Passage) -> Iterator[Passage]:
    start = 0
    for match in re.finditer(r"[。;!?]|$", line.text):
        if match.start() > start:
            yield line.part(start, match.start())
        start = match.end()


def _chains_followed_by(
    piece: Passage, followers: str, register: RegionRegister, cues: IdentityCues
) -> Iterator[tuple[int, int, tuple[Region, ...]]]:
    """The region names (full, or a province's short one) directly before one of the words."""
    for match in re.finditer(followers, piece.text):
        chains = register.chains_ending(piece.text, match.start())
        usable = [c for c in chains if c.regions and is_boundary(piece, c.start, cues.leads)]
        usable = [c for c in usable if not is_generic(c.names, cues)]
        usable = [c for c in usable if not c.is_short or all(r.level == "province" for r in c.regions)]
        if usable:
            yield usable[0].start, match.end(), usable[0].regions


def _claim(
    source: EvidenceSource,
    piece: Passage,
    start: int,
    end: int,
    regions: tuple[Region, ...],
    sure: float,
    exact: bool,
) -> Claim:
    return Claim(source, piece.text[start:end], regions, sure, exact, *piece.span(start, end))


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _own_documents(line: Passage, register: RegionRegister, cues: IdentityCues) -> Iterator[Claim]:
    for match in QUOTED.finditer(line.text):
        name = line.part(match.start() + 1, match.end() - 1)
        if not search_before(f"{cues.own_document}$", line, match.start() + 1) or not re.search(
            cues.own_document_ending, name.text
        ):
            continue
        for body in (*find_bodies(name, register, cues), *find_places(name, register, cues, "")):
            if body.naming == "named" and body.start == 0 and not body.is_short:
                yield _claim("body", name, body.start, body.end, body.regions, 0.6, True)
                break


def _leadership(line: Passage, register: RegionRegister, cues: IdentityCues) -> Iterator[Claim]:
    for match in re.finditer(cues.leadership, line.text):
        inner = line.part(match.start(1), match.end(1))
        for start, end, regions in _chains_followed_by(
            inner, _alternatives(cues.leading_organs), register, cues
        ):
            yield _claim("organ", inner, start, end, regions, 0.8, _is_county(regions))


def _media(sentence: Passage, register: RegionRegister, cues: IdentityCues) -> Iterator[Claim]:
    for start, end, regions in _chains_followed_by(sentence, _alternatives(cues.media), register, cues):
        if all(region.level in ("province", "city") for region in regions):
            yield _claim("media", sentence, start, end, regions, 0.5, False)


def _platforms(sentence: Passage, register: RegionRegister, cues: IdentityCues) -> Iterator[Claim]:
    for mention in register.find_in_text(sentence.text):
        match = match_at(cues.platforms, sentence, mention.end)
        if match and is_boundary(sentence, mention.start, cues.leads):
            regions = tuple(r for r in mention.regions if r.level in ("province", "city"))
            if regions:
                yield _claim("body", sentence, mention.start, match.end(), regions, 0.7, False)


def _organs(
    sentence: Passage, register: RegionRegister, cues: IdentityCues, speaks_of_others: bool
) -> Iterator[Claim]:
    """Organs named with their region; a county's own can only be those of the reporting one."""
    if speaks_of_others:
        return
    for start, end, regions in _chains_followed_by(sentence, _alternatives(cues.organs), register, cues):
        if start == 0 or sentence.text[start - 1] not in cues.joins:
            yield _claim("organ", sentence, start, end, regions, 0.5, _is_county(regions))


def _is_county(regions: Iterable[Region]) -> bool:
    return all(region.level == "county" for region in regions)


def _bureaus(sentence: Passage, register: RegionRegister, cues: IdentityCues) -> Iterator[Claim]:
    """The bureau itself in the third person, at the head of a clause."""
    for body in find_bodies(sentence, register, cues):
        at_head = body.start == 0 or sentence.text[body.start - 1] in ",。:"
        if (
            body.naming == "named"
            and body.is_bureau
            and at_head
            and not body.is_short
            and not _is_led(sentence, body, cues)
        ):
            yield _claim("body", sentence, body.start, body.end, body.regions, 0.5, True)
