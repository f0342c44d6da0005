"""What makes another body the subject of a figure, and which own matters go through its hands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from catalog import Catalog
from ingestion.extraction.words.wordlist import any_word, each_alone, one_of, standing_alone
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.normalise import normalise

LONGEST_PLACE = 10
"""So many letters stand before a body in its name (国家税务总局青岚县税务局)."""


@dataclass(frozen=True, slots=True)
class BodyPatterns:
    """The names of other bodies, and what makes one a subject; see ``catalog/lexicon/scopes.yaml``."""

    named: re.Pattern[str]
    any_named: re.Pattern[str]
    """… or a holder of what is counted."""
    by: str
    """The word for who did something."""
    kinds: tuple[str, ...]
    """What bodies are that are called by their trade."""
    acting: re.Pattern[str]
    holding: re.Pattern[str]
    heading: re.Pattern[str]
    busy: re.Pattern[str]
    """… that does work of its own (县司法局办年报审查)."""
    several: re.Pattern[str]
    severally: re.Pattern[str]
    """Bodies in a row, each with a number of its own (县政府、市人社局受理的…分别为9件和2件)."""
    led: re.Pattern[str]
    helped: re.Pattern[str]
    """A clause in which the own bureau helps another body."""
    done_by: re.Pattern[str]
    """Another body, some of them or a part of the region, and what 由 says it did."""
    ours: re.Pattern[str]
    by_us: re.Pattern[str]
    """Behind a number: the own body did it (其中2起为我局移送)."""
    us_acting: re.Pattern[str]
    """The own body, by its name, or what others gave to it."""
    us_told: re.Pattern[str]
    """The own body or a part of it, or what others gave to it."""
    own_subject: re.Pattern[str]
    """The own body, but not where another one acts at its place or with its help (在我局配合下)."""
    handed_over: re.Pattern[str]
    to_us: re.Pattern[str]
    """What another body hands over to the own one, or what it does so by."""
    only_given: re.Pattern[str]
    our_name: re.Pattern[str]
    in_office: re.Pattern[str]
    going_on: re.Pattern[str]
    """How a clause begins that leaves out its subject."""
    handing_over: tuple[str, ...]
    """The deeds at the end of a clause by which a body gives a matter away."""
    called_by_matters: frozenset[str]
    """Bodies that are called by what they hear: their name is no word of a reading."""
    of_all: re.Pattern[str]
    """What another body does to all those of a region (审查各部门…)."""
    power_gone: re.Pattern[str]
    """A power that went to another body (行政处罚权划转县综合执法局)."""
    members: tuple[str, ...]
    """Parts of the region that are counted themselves."""


@compiled_once
def body_patterns(catalog: Catalog) -> BodyPatterns:
    """The names of other bodies that ``catalog`` states."""
    data = catalog.lexicon["scopes"]
    return BodyPatterns(
        named=one_of(data["bodies"]),
        any_named=one_of((*data["bodies"], *data["holders"])),
        by=data["by"],
        kinds=tuple(normalise(kind) for kind in data["several_bodies"]),
        acting=_acting(catalog),
        holding=_holding(catalog),
        heading=_heading(catalog),
        busy=_busy(catalog),
        several=_several(catalog),
        severally=_severally(catalog),
        led=_led(catalog),
        helped=_helped(catalog),
        done_by=_done_by(catalog),
        ours=_ours(catalog),
        by_us=one_of(data["by_us"], one_of(data["own"]).pattern),
        us_acting=one_of((*data["own"], *data["spoken_own"], *data["our_name"], *data["given_to_us"])),
        us_told=re.compile(
            f"{one_of((*data['given_to_us'], *data['our_parts'])).pattern}|{_own_subject(catalog)}"
        ),
        own_subject=re.compile(_own_subject(catalog)),
        handed_over=one_of(data["handed_over"]),
        to_us=_to_us(data),
        only_given=_only_given(data),
        our_name=one_of(data["our_name"]),
        in_office=one_of(data["in_office"]),
        going_on=_going_on(data),
        handing_over=tuple(data["handing_over"]),
        called_by_matters=frozenset(data["called_by_matters"]),
        of_all=re.compile(
            rf"[^,。;、\d]{{0,14}}?{one_of(data['every']).pattern}{one_of(data['any_bodies']).pattern}"
        ),
        power_gone=_power_gone(data),
        members=tuple(catalog.lexicon["linking"]["counted_themselves"]),
    )


@dataclass(frozen=True, slots=True)
class OwnMatters:
    """The indicators of own matters that go through the hands of others."""

    decided: frozenset[str]
    """What other bodies decide of the own cases."""
    received: frozenset[str]
    """What other bodies receive."""
    handed_by_us: frozenset[str]
    handed_elsewhere: frozenset[str]
    coming_in: frozenset[str]
    spoken_region: frozenset[str]
    """How speech calls a region, of which such figures are told (县里共受理举报39件)."""
    handed_out: frozenset[str]
    """What is handed out by words that else tell of what was given to us (派发)."""
    heard: Mapping[str, frozenset[str] | None]
    """The bodies before which those of an indicator are heard; None where any body may be."""
    with_others: frozenset[str]
    """What is the own body's too where it only helps another one."""
    by_power: tuple[str, ...]
    """How the names of those begin that are done by a power."""
    told_before: frozenset[str]
    """Those that are the own body's where a sentence has told of its cases before."""


@compiled_once
def own_matters(catalog: Catalog) -> OwnMatters:
    """The own matters that ``catalog`` states."""
    data = catalog.lexicon["scopes"]
    decided, received = frozenset(data["decided_by_others"]), frozenset(data["received_by_others"])
    by_us, heard = frozenset(data["handed_over_by_us"]), _held_before(data["held_before_others"])
    return OwnMatters(
        decided=decided,
        received=received,
        handed_by_us=by_us,
        handed_elsewhere=frozenset(data["handed_over_elsewhere"]),
        coming_in=frozenset(data["coming_in"]),
        spoken_region=frozenset(data["spoken_region"]),
        handed_out=frozenset(data["handed_out"]),
        heard=heard,
        with_others=frozenset(data["ours_with_others"]),
        by_power=tuple(data["powers"]["of"]),
        told_before=decided | received | by_us | {of for of, bodies in heard.items() if bodies is not None},
    )


def _power_gone(data: Mapping[str, Any]) -> re.Pattern[str]:
    """A power goes to another body, and it is not told what was done before."""
    words = data["powers"]
    named, gone, to, before = (one_of(words[key]).pattern for key in ("named", "gone", "to", "before"))
    bodies = one_of(data["bodies"]).pattern
    return re.compile(rf"{named}[^,。;、\d]{{0,12}}?{gone}{to}?[^,。;、\d]{{0,5}}?{bodies}(?!{before})")


def _going_on(data: Mapping[str, Any]) -> re.Pattern[str]:
    """How a clause begins that leaves out its subject (罚款8万元, 并罚款8万元)."""
    besides = one_of(data["besides_going_on"]).pattern
    return re.compile(besides + "?" + one_of((*data["going_on"], *data["body_verbs"])).pattern)


def _to_us(data: Mapping[str, Any]) -> re.Pattern[str]:
    """Another body hands over to the own one (由公安机关移送, 移送我局)."""
    giving, named = one_of(data["handed_over"]).pattern, one_of(data["bodies"]).pattern
    ours = one_of(data["first_person"]).pattern + one_of(data["own_offices"]).pattern
    by = rf"{data['by']}[^,。;、\d]{{0,6}}?{named}[^,。;、\d]{{0,3}}?{giving}"
    return re.compile(rf"{by}|{giving}[{data['towards']}]?{ours}")


def _only_given(data: Mapping[str, Any]) -> re.Pattern[str]:
    """All of a clause before a number that tells only who gave what is counted (由调解组织移送仲裁院)."""
    giving, ours = one_of(data["only_given"]).pattern, one_of(data["first_person"]).pattern
    giver = rf"(?:(?!{ours})[^,。;、\d]){{2,12}}?"
    acted = rf"(?!{one_of((*data['body_verbs'], *data['given_behind'])).pattern})"
    return re.compile(rf"(?:{data['by']}|{data['through']}){giver}{giving}(?:{acted}[^,。;、\d]){{0,12}}")


def _ours(catalog: Catalog) -> re.Pattern[str]:
    """The own body and its work, and those whom another one acts with (but not 参与)."""
    data = catalog.lexicon["scopes"]
    named = any_word((*data["our_work"], *data["given_to_us"]))
    alone = each_alone(data["together"], data["no_companions"])
    return re.compile(f"{named}|{alone}|{_own_subject(catalog)}")


def _own_subject(catalog: Catalog) -> str:
    """The own body by its name, where another one acts neither at its place nor with its help."""
    data = catalog.lexicon["scopes"]
    of, helped = catalog.lexicon["linking"]["attributive"], one_of(data["our_help"]).pattern
    places = "".join(f"(?<!{word})" for word in data["at_our_place"])
    ours = one_of((*data["own"], *data["spoken_own"])).pattern
    return rf"{places}{ours}(?!{of}?{helped}{one_of(data['with_it']).pattern})"


def _acting(catalog: Catalog) -> re.Pattern[str]:
    """A clause whose subject is another body (县法院全年受理…)."""
    data = catalog.lexicon["scopes"]
    bodies = one_of(data["bodies"]).pattern
    verbs = one_of(
        (*data["body_verbs"], *(set(data["also_behind_names"]) - set(data["taking_part"])))
    ).pattern
    names = (*data["bodies"], *data["names_with_them"])
    together = standing_alone((*data["with_others"], *data["acted_on"]), names).pattern
    unit = rf"[^,。;、\d]{{1,6}}?{one_of(data['units_of_bodies']).pattern}"
    between = rf"(?:{one_of(data['between_body_and_verb']).pattern}|(?:19|20)\d\d年度?|{unit})*"
    prefix = rf"(?:(?!{together})[^,。;、]){{0,8}}?"
    helped = rf"(?:{one_of(data['together']).pattern}(?!{one_of(data['own']).pattern})[^,。;、]{{1,12}}?)?"
    levels, all_levels = one_of(data["body_levels"]).pattern, one_of(data["all_levels"]).pattern
    offices = "".join(f"(?<!{office})" for office in data["offices"])
    several = rf"{offices}(?P<body>{bodies})(?:、{levels}?{bodies})*"
    belonging = rf"(?:{one_of(data['belonging']).pattern}[^,。;、\d]{{1,10}}?)?"
    return re.compile(rf"{prefix}{all_levels}?{levels}?{several}{belonging}{between}{helped}{verbs}")


def _holding(catalog: Catalog) -> re.Pattern[str]:
    """Another body at the head of a clause, up to where the words of its figure begin (县法院的…)."""
    data = catalog.lexicon["scopes"]
    named = one_of((*data["bodies"], *data["holders"])).pattern
    between = one_of(data["between_body_and_verb"]).pattern
    partner = one_of(
        (*data["with_others"], *data["not_holders"], *data["our_name"], *data["given_to_us"])
    ).pattern
    alone = rf"(?:(?={one_of(data['suffered']).pattern})|(?!{partner}|、))"
    of, whose = catalog.lexicon["linking"]["attributive"], one_of(data["of_holder"]).pattern
    body = rf"(?P<body>{named})(?:(?={one_of(data['suffered']).pattern})|(?!{of}?{partner}))"
    return re.compile(rf"{_place(catalog)}{body}(?:{between})*{whose}?{alone}")


def _place(catalog: Catalog) -> str:
    """What may stand before the name of a body that is a subject: a place, and nothing done with the body."""
    data = catalog.lexicon["scopes"]
    against = (
        "with_others",
        "acted_on",
        "at_the_wish_of",
        "addressed",
        "handed_over",
        "upon",
        "body_verbs",
        "own",
        "not_holders",
    )
    names = (*data["bodies"], *data["names_with_them"])
    no_place = standing_alone((word for key in against for word in data[key]), names).pattern
    return rf"(?:(?!{no_place})[^,。;、\d]){{0,{LONGEST_PLACE}}}?"


def _several(catalog: Catalog) -> re.Pattern[str]:
    """Some bodies that are called by their trade, none of them the own one (住建、交通等部门)."""
    data, more = catalog.lexicon["scopes"], catalog.lexicon["lists"]["and_others"]
    no_subject = one_of(data["no_subjects"]).pattern
    return re.compile(rf"(?P<body>{_trades(data, more)}|{_trades(data, '', '')})(?!{no_subject})")


def _trades(data: Mapping[str, Any], more: str, counted: str = "?") -> str:
    """A list of bodies that are called by their trade, up to what they are (住建、交通等3个部门).

    ``counted`` says how often it is told how many they are.
    """
    no_trade = one_of((*data["no_trades"], *data["acted_on"], *data["our_name"], *data["own"])).pattern
    one = rf"(?:(?!{no_trade})[^,。;、\d]){{1,8}}"
    kinds = one_of(data["several_bodies"]).pattern
    count = rf"(?:(?:\d|[{data['so_many']}]){one_of(data['bodies_counted']).pattern}?){counted}"
    return rf"(?:{one}、)+{one}{more}{count}(?:(?!{no_trade})[^,。;、\d]){{0,4}}{kinds}"


def _heading(catalog: Catalog) -> re.Pattern[str]:
    """Another body that is the subject of a clause, whatever it does (县司法局在各乡镇…)."""
    data = catalog.lexicon["scopes"]
    named, levels = one_of(data["bodies"]).pattern, one_of(data["body_levels"]).pattern
    against, of = one_of(data["no_subjects"]).pattern, catalog.lexicon["linking"]["attributive"]
    joining = one_of(("、", *catalog.lexicon["lists"]["conjunctions"])).pattern
    offices = "".join(f"(?<!{office})" for office in data["offices"])
    several = rf"{offices}(?P<body>{named})(?:{joining}{levels}?{named})*"
    given = rf"(?:、[^,。;、]{{1,10}}?)+{one_of(data['given_to_us']).pattern}"
    offices_of = (f"(?<={word}){data['office']}" for word in data["with_an_office"])
    office = "|".join((*offices_of, data["office"] + one_of(data["office_work"]).pattern))
    return re.compile(rf"{_place(catalog)}{several}(?!{of}?{against}|{office}|{given})")


def _busy(catalog: Catalog) -> re.Pattern[str]:
    """Another body that does work of its own at the head of a clause, which a next one may go on with."""
    data = catalog.lexicon["scopes"]
    body, work, no_work = (one_of(data[key]).pattern for key in ("bodies", "office_work", "no_office_work"))
    return re.compile(rf"{_place(catalog)}{body}(?!{data['office']}{no_work}){data['office']}{work}")


def _severally(catalog: Catalog) -> re.Pattern[str]:
    """Bodies in a row at the head of a clause, not all of them the own one, each with a number of its own."""
    data, lists = catalog.lexicon["scopes"], catalog.lexicon["lists"]
    named = one_of((*data["bodies"], *data["own_as_named"])).pattern
    joining, levels = one_of(("、", *lists["conjunctions"])).pattern, one_of(data["body_levels"]).pattern
    row = rf"{levels}?{named}(?:{joining}{levels}?{named})+"
    return re.compile(rf"{row}[^,。;\d]*?{one_of(lists['respectively']).pattern}")


def _led(catalog: Catalog) -> re.Pattern[str]:
    """Another body by which a deed is done (由县总工会主办)."""
    data = catalog.lexicon["scopes"]
    named, verbs = one_of(data["bodies"]).pattern, one_of(data["led_by"]).pattern
    return re.compile(rf"{data['by']}[^,。;、\d]{{0,6}}?(?P<body>{named})[^,。;、\d]{{0,8}}?{verbs}")


def _helped(catalog: Catalog) -> re.Pattern[str]:
    """Another body that the own one helps at the head of a clause (我局协助市总工会举办…)."""
    data = catalog.lexicon["scopes"]
    us = one_of((*data["own"], *data["our_name"], *data["first_person"])).pattern
    named, helping = one_of(data["bodies"]).pattern, one_of(data["helping"]).pattern
    of, against = catalog.lexicon["linking"]["attributive"], one_of(data["no_subjects"]).pattern
    body = rf"(?:(?!{us})[^,。;、\d]){{0,6}}?(?P<body>{named})(?!{of}?{against})"
    return re.compile(rf"(?:{one_of(data['own']).pattern})?[^,。;、\d]{{0,2}}?{helping}{body}")


def _done_by(catalog: Catalog) -> re.Pattern[str]:
    """Others by whom a part was done, or all of it (由住建、水利等部门检查15个, 由乡镇受理45件)."""
    data, joined = catalog.lexicon["scopes"], catalog.lexicon["lists"]["conjunctions"]
    us = one_of((*data["own"], *data["our_name"], *data["first_person"])).pattern
    silent = rf"(?:(?!{us})[^,。;、\d])"
    named = one_of((*data["bodies"], *data["below"], *data["parts"], *data["towns"])).pattern
    several = rf"{named}(?:(?:、|{one_of(joined).pattern}){silent}{{0,4}}?{named})*"
    verbs = one_of((*data["body_verbs"], *data["led_by"], *data["going_on"])).pattern
    trades = _trades(data, one_of((catalog.lexicon["lists"]["and_others"], "")).pattern)
    between = rf"(?:{one_of(data['between_body_and_verb']).pattern}|{one_of(data['named_below']).pattern})*"
    return re.compile(rf"{data['by']}(?:{silent}{{0,6}}?(?P<body>{several})|{trades}){between}{verbs}")


def _held_before(entries: Iterable[Mapping[str, Any]]) -> dict[str, frozenset[str] | None]:
    """The bodies before which the own matters of an indicator are heard; None where any body may be."""
    return {
        indicator: frozenset(map(normalise, entry["bodies"])) if "bodies" in entry else None
        for entry in entries
        for indicator in entry["of"]
    }
