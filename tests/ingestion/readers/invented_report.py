"""One invented report, told as paragraphs and tables, from which the same report is made in every format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Grid = Sequence[Sequence[str]]
PieceKind = Literal["title", "note", "body", "chapter", "item", "table", "signature"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a table.

    ``**`` in a text stands around bold letters (also inside a number), a line feed where Word has a
    soft break. ``label`` is the number that a word processor may show without storing it. In a grid
    ``<`` and ``^`` continue the cell to the left or above.
    """

    kind: PieceKind
    text: str = ""
    label: str = ""
    grid: Grid = ()

    @property
    def plain(self) -> str:
        """The paragraph as one line, with its label."""
        return self.label + re.sub(r"\*\*|\n", "", self.text)

    @property
    def runs(self) -> list[tuple[str, bool]]:
        """The runs of the paragraph: text and whether it is bold."""
        return [(part, number % 2 == 1) for number, part in enumerate(self.text.split("**")) if part]


REPORT: tuple[Piece, ...] = (
    Piece("title", "澄湾市人力资源和社会保障局2031年度法治政府建设情况报告"),
    Piece("note", "（虚构样例：本文的地区、机构和数字均为虚构。）"),
    Piece(
        "body",
        "2031年，澄湾市人力资源和社会保障局坚持党建引领，深入推进法治人社建设，依法行政能力和水平持续提升。"
        "根据有关规定，现将我局2031年度法治政府建设情况报告如下。",
    ),
    Piece("chapter", "主要做法和成效", "一、"),
    Piece(
        "item",
        "完善制度机制，依法决策更加规范。坚持重大行政决策法定程序，对2件重大行政决策和5件行政规范性文件开展合法性审查，"
        "对5件行政规范性文件开展公平竞争审查。组织对38件局本级规范性文件进行全面清理，继续有效31件、宣布废止5件、宣布失效2件。",
        "（一）",
    ),
    Piece(
        "item",
        "坚持公正高效，争议处理再上台阶。市仲裁院本级上年结转22件，收到仲裁申请1,**46**8件，立案受理1,452件，不予受理16件；"
        "审结案件1455件，\n其中裁决**17**1件、调解1236件、其他方式结案48件，期末未结19件，仲裁结案率**98.7**1%。"
        "案件涉及劳动者1520人，涉案金额2680余万元。",
        "（二）",
    ),
    Piece(
        "item",
        "突出预防为主，监察执法更加有力。主动检查用人单位620户次；接收欠薪线索510件，涉及1876人2514.6万元，立案查处欠薪案件27件，"
        "涉及211人402.5万元，共为1325名农民工追回工资1730.8万元，移送公安机关4件。作出行政处罚决定41件，罚没金额38.6万元。"
        "会同住建、交通、水利等部门开展联合检查，检查在建项目86个。",
        "（三）",
    ),
    Piece(
        "item",
        "强化信用约束，事中事后监管更加严密。全年共开展“双随机、一公开”检查6批次，共检查单位150户，其中人力资源服务机构38户、"
        "用人单位112户，发现问题9户，均依法处理并公示。向社会公布重大劳动保障违法行为3件，列入失信联合惩戒名单2户。",
        "（四）",
    ),
    Piece(
        "item",
        "主动接受监督，应诉能力有效提升。局本级行政复议12件，行政应诉案件18件（一审11件、二审6件、再审1件），已审结15件，败诉1件。"
        "应出庭应诉案件10件，局领导出庭应诉10件，负责人出庭应诉率100%。",
        "（五）",
    ),
    Piece("body", "行政许可办理情况见下表。"),
    Piece(
        "table",
        grid=(
            ("事项", "申请情况", "<", "办理情况", "<"),
            ("^", "收到申请（件）", "受理（件）", "准予许可（件）", "不予许可（件）"),
            ("人力资源服务许可", "412", "409", "401", "8"),
            ("劳务派遣经营许可", "500", "496", "488", "3"),
            ("合计", "912", "905", "889", "11"),
        ),
    ),
    Piece(
        "item",
        "深化改革创新，政务服务更加便捷。梳理政务服务事项214项，全程网办201项，网办率93.93%，68项实现“跨省通办”，"
        "实行告知承诺制事项26项。收到行政许可申请912件，受理905件，准予行政许可889件，不予行政许可11件。",
        "（六）",
    ),
    Piece(
        "item",
        "创新普法形式，法治宣传更加深入。开展普法活动62场次，发放宣传资料3.6万余份，接受群众现场咨询8900余人次；"
        "各类媒体刊发报道128篇，其中中央媒体6篇、省级媒体41篇。党组中心组学法9次，举办法治培训班5期，培训480人次。",
        "（七）",
    ),
    Piece("chapter", "存在的不足", "二、"),
    Piece(
        "body",
        "法治人才储备不够，县区仲裁机构办案场所标准化程度不高，仍有3家仲裁院没有独立庭审场所，数字化办案应用还需加强。",
    ),
    Piece("chapter", "下一步打算", "三、"),
    Piece(
        "body",
        "2032年，力争全市劳动人事争议调解成功率保持在70%以上，仲裁结案率达到96%以上，全面推行“互联网+调解仲裁”，"
        "推动法律六进走深走实。",
    ),
    Piece("signature", "澄湾市人力资源和社会保障局"),
    Piece("signature", "2032年1月25日"),
)


def shown_rows(grid: Grid) -> list[list[str]]:
    """The rows of a grid with nothing in what merged cells cover."""
    return [["" if text in "<^" else text for text in row] for row in grid]


def spans(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    """Row, column, row span, column span and text of every cell."""
    found = []
    for row, texts in enumerate(grid):
        for column, text in enumerate(texts):
            if text not in "<^":
                wide = next(
                    (n for n, t in enumerate(texts[column + 1 :]) if t != "<"), len(texts) - column - 1
                )
                below = [line[column] for line in grid[row + 1 :]]
                high = next((n for n, t in enumerate(below) if t != "^"), len(below))
                found.append((row, column, high + 1, wide + 1, text))
    return found
