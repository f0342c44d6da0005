"""Takes all measurements and prints them beside the aims."""

from __future__ import annotations

from benchmarks.extraction.builds import COMPILED, SOURCE, Build, why_not_compiled
from benchmarks.extraction.measures import (
    Speed,
    apart,
    exponent,
    measure_growth,
    measure_repetition,
    measure_speed,
)
from benchmarks.extraction.peers import COMPARISONS, INSTALL, Comparison, missing

REPORTS_A_SECOND = 150.0
PEAK_MIB = 300.0
EXPONENT = 1.15
"""Linear, with room for noise: a quadratic reader has 2."""
REPEATED = ("1 ", "1 234 ", "1,", "一点", "1O", "3. ", "表1", "百分之", "\n1 ", "1\n ", "9", "一")
REPEATED_EXPONENT = 1.4
MEGABYTES = (0.25, 0.5, 1.0, 2.0, 5.0)


def main() -> int:
    """Run; 0 where every aim is met by each reader, else 1."""
    reason = why_not_compiled()
    if reason:
        print(f"{COMPILED.name}: {reason}")
    met = [met for build in ([SOURCE] if reason else [SOURCE, COMPILED]) for met in measured(build)]
    for peer, compare in COMPARISONS.items():
        if missing(peer):
            print(f"{peer}: not installed; `{INSTALL[peer]}` into this environment compares with it")
        else:
            print_comparison(apart(compare))
    return 0 if all(met) else 1


def measured(build: Build) -> list[bool]:
    """All measurements of one reader; whether each of its aims is met."""
    print(f"-- {build.name}")
    return [
        print_speed(build.run(measure_speed, True), "published"),
        print_speed(build.run(measure_speed), "invented, dense"),
        print_growth(build),
        print_repetition(build),
    ]


def print_speed(speed: Speed | None, kind: str = "reports") -> bool:
    """Reports a second and peak memory; whether both aims are met, where there is something to measure."""
    if speed is None:
        print(f"{kind}: no texts beside the repository, not measured")
        return True
    each = speed.characters / speed.reports
    size = f"{speed.reports} reports of {each:,.0f} characters, {speed.observations:,} observations"
    print(f"{kind}: {size}, one core")
    fast, small = speed.reports_a_second >= REPORTS_A_SECOND, speed.peak_mib < PEAK_MIB
    rate = f"{speed.reports_a_second:,.0f} reports a second (aim {REPORTS_A_SECOND:g}: {_verdict(fast)})"
    print(f"  {rate}; {speed.characters / speed.seconds:,.0f} characters")
    print(f"  {speed.reports_a_second / REPORTS_A_SECOND:.0%} of the aim")
    print(f"  peak memory {speed.peak_mib:,.0f} MiB (aim below {PEAK_MIB:g}: {_verdict(small)})")
    return fast and small


def print_growth(build: Build) -> bool:
    """Time against length; whether it is linear."""
    print("time against length of one text")
    rows = [build.run(measure_growth, size) for size in MEGABYTES]
    for row in rows:
        rate = row.megabytes / row.seconds
        print(
            f"  {row.megabytes:5.2f} MB {row.seconds:7.2f} s  {rate:5.2f} MB/s  peak {row.peak_mib:,.0f} MiB"
        )
    power = exponent([row.megabytes for row in rows], [row.seconds for row in rows])
    linear = power <= EXPONENT
    print(f"  time grows with length to the power {power:.2f} (aim at most {EXPONENT:g}: {_verdict(linear)})")
    return linear


def print_repetition(build: Build) -> bool:
    """Texts that repeat one piece, which a pattern that backtracks reads in quadratic time."""
    powers = {piece: build.run(measure_repetition, piece) for piece in REPEATED}
    worst = max(powers, key=lambda piece: (powers[piece], piece))
    linear = powers[worst] <= REPEATED_EXPONENT
    print(f"{len(powers)} texts that repeat one piece: time grows with length to the power", end=" ")
    print(
        f"{powers[worst]:.2f} at most, for {worst!r} (aim at most {REPEATED_EXPONENT:g}: {_verdict(linear)})"
    )
    return linear


def print_comparison(comparison: Comparison) -> None:
    """Who reads how many right, and the ratio of their times."""
    cases, ratio = comparison.cases, comparison.peer_seconds / comparison.our_seconds
    print(f"{comparison.peer}: {comparison.task}, {cases} annotated figures")
    print(f"  {comparison.peer} right {comparison.peer_right} ({comparison.peer_right / cases:.1%})")
    print(f"  nianjian right {comparison.ours_right} ({comparison.ours_right / cases:.1%})")
    print(f"  {comparison.peer} takes {ratio:.2f} times as long as finding every number of the same text")


def _verdict(met: bool) -> str:
    return "met" if met else "MISSED"
