"""What an edition says about itself: coverage first, then scope, sources, cut-off date and marks."""

from __future__ import annotations

from dataclasses import dataclass

from catalog import Catalog
from publishing.comparison import Comparison
from publishing.coverage import reported_by_kind, reported_regions
from publishing.dates import in_chinese
from publishing.labels import Labels
from publishing.wording import (
    BELOW_UNIT,
    HELD_BACK,
    IN_REVIEW,
    MASKED,
    NIL_RETURN,
    NOT_APPLICABLE,
    NOT_REPORTED,
    SERIES_BREAK,
)

SUBJECT = "人力资源社会保障系统法治政府建设主要指标年度对比"
NO_MAIN_FIGURES = "本期没有可公布的主要指标"
INFERRED_DUTIES = "应报送地区按以往报送情况推定。"
LISTED_DUTIES = "应报送地区依据应报名单确定。"
SAMPLE_NOTICE = "本期含虚构样例地区的数据，仅用于演示，不反映任何真实地区。"

MARKS: tuple[tuple[str, str], ...] = (
    (NOT_REPORTED, "截至数据截止日期未收到该地区的这项数据；不作零处理"),
    (IN_REVIEW, "该地区已报送材料，尚在审核"),
    (HELD_BACK, "已收到数据，因与校验关系不符等原因在核实之前不公布，原因见“暂不公布”"),
    (NOT_APPLICABLE, "不适用，或者两年不可比；不可比的原因见脚注"),
    (BELOW_UNIT, "不足最小计量单位"),
    (SERIES_BREAK, "统计口径或行政区划调整，前后年份不可比"),
    ("余、多、近等", "原文的概数，照原文保留；原文未留下用词的，以≥、≤、约标出"),
    (NIL_RETURN, "报告单位申报本期未发生"),
    (MASKED, "原件以星号等代替了数字"),
    ("①②…", "脚注，见表下或表末"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanations:
    """The explanatory text of an edition: whole sentences, every number in them counted from its content."""

    title: str
    coverage: str
    coverage_by_kind: str
    counts: str
    checks: str
    scopes: tuple[str, ...]
    method: tuple[str, ...]
    origin: str
    cut_off: str
    is_sample: bool
    is_empty: bool
    """Whether the edition publishes no figure of its year."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What every reader must see before anything else."""
        empty = f"{NO_MAIN_FIGURES}。" if self.is_empty else ""
        return tuple(said for said in (empty, SAMPLE_NOTICE if self.is_sample else "") if said)

    @property
    def reporting(self) -> tuple[str, ...]:
        """What is said first: who has reported, how much is published, what the checks found."""
        notice = SAMPLE_NOTICE if self.is_sample else ""
        return tuple(
            said for said in (self.coverage, self.coverage_by_kind, self.counts, self.checks, notice) if said
        )

    @property
    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """All of it as headed paragraphs."""
        return (("报送情况", self.reporting), *self.background)

    @property
    def background(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What follows the tables on a page."""
        return (
            ("统计范围", self.scopes),
            ("比较方法", self.method),
            ("数据来源和截止日期", (self.origin, self.cut_off)),
        )


def explain(comparison: Comparison, catalog: Catalog) -> Explanations:
    """The explanations of a comparison."""
    labels = Labels(catalog)
    return Explanations(
        title=f"{SUBJECT}（{comparison.year}年）",
        coverage=_coverage(comparison),
        coverage_by_kind=_coverage_by_kind(comparison, labels),
        counts=_counts(comparison),
        checks=_checks(comparison),
        scopes=_scopes(labels),
        method=_method(comparison),
        origin=_origin(comparison),
        cut_off=f"数据截止日期：{in_chinese(comparison.as_of)}。",
        is_sample=comparison.is_sample,
        is_empty=not comparison.published,
    )


def _coverage(comparison: Comparison) -> str:
    if not comparison.coverage:
        return f"本年度没有设定报送名单，以下数据来自已收到报告的{len(comparison.regions)}个地区。"
    regions = reported_regions(comparison)
    in_review = f"，另有{regions.in_review}个地区的材料在审核中" if regions.in_review else ""
    filed = f"应报送地区{regions.owed}个，已报送{regions.filed}个（{regions.fraction}）{in_review}。"
    listed = all(row.is_by_roster for row in comparison.coverage)
    return filed + (LISTED_DUTIES if listed else INFERRED_DUTIES)


def _coverage_by_kind(comparison: Comparison, labels: Labels) -> str:
    kinds = [
        f"{labels.label('submission_kind', kind)}{count.fraction}"
        for kind, count in reported_by_kind(comparison).items()
    ]
    return f"按报送内容计，已报送与应报送份数：{'，'.join(kinds)}。" if kinds else ""


def _counts(comparison: Comparison) -> str:
    published, held_back = len(comparison.published), len(comparison.held_back)
    if not published:
        return f"{NO_MAIN_FIGURES}。" + (f"暂不公布{held_back}项。" if held_back else "")
    comparable = sum(row.refusal_reason is None for row in comparison.published)
    return (
        f"本期公布{comparison.year}年数据{published}项，其中与{comparison.previous_year}年可比{comparable}项；"
        f"暂不公布{held_back}项。"
    )


def _checks(comparison: Comparison) -> str:
    """What the identities found, in counts; the figures they are about may be held back."""
    tested = sum(c.count for c in comparison.checks if c.result != "not_testable")
    violated = sum(c.count for c in comparison.checks if c.result == "violated")
    flagged = sum(c.count for c in comparison.checks if c.result == "flagged")
    return f"数据之间的勾稽关系共检验{tested}次，其中不符合{violated}次，存疑{flagged}次。" if tested else ""


def _scopes(labels: Labels) -> tuple[str, ...]:
    own, region, system = (labels.scope(code) for code in ("own", "region", "system"))
    return (
        f"“{own}”指报告单位自身（局机关、厅本级、院本级），“{region}”指报告单位所辖的整个行政区域，"
        f"“{system}”指本地区人力资源社会保障系统。",
        "不同统计范围的数据分行列出，不混合，不相加；各地区数据不相加为合计，上级地区的数据以其自身报送为准。",
    )


def _method(comparison: Comparison) -> tuple[str, ...]:
    return (
        f"数量指标的同比＝（{comparison.year}年数÷{comparison.previous_year}年数－1）×100，保留一位小数；"
        "比率指标以百分点表示差额。增减量按未取舍的原值计算。",
        "上年数为零或不足10的，只列增减量；统计范围、统计期间、统计口径或行政区划不同的，不作比较。",
        "部分数据因单位取舍产生的计算误差，均未作机械调整。",
    )


def _origin(comparison: Comparison) -> str:
    files = len({source.sha256 for source in comparison.sources.values()})
    return (
        f"数据来自各级人力资源社会保障部门的年度报告和统计报表，本期引用文件{files}份，"
        f"逐项出处见“数据来源”；目录版本{comparison.catalog_version}。"
    )
