"""行政强制, 其他执法行为, 劳动保障监察 and the grids of the disclosure report."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

from drawn_grid import DICTIONARY, draw, fact, facts, read, workbook

from ingestion.forms import recognise

COERCION = """
2023年度行政强制实施情况统计表（虚构）
行政强制措施实施数量（宗） | < | < | < | 行政强制执行实施数量（宗） | < | < | < | < | < | < | 合计（宗）
查封场所、设施或者财物 | 扣押财物 | 冻结存款、汇款 | 其他行政强制措施 | 行政机关强制执行 | < | < | < | < | < | 申请法院强制执行 | ^
^ | ^ | ^ | ^ | 加处罚款或者滞纳金 | 划拨存款、汇款 | 拍卖或者依法处理查封、扣押的场所、设施或者财物 | 排除妨碍、恢复原状 | 代履行 | 其他强制执行 | ^ | ^
0 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 13 | 14
"""

OTHER_ACTS = """
2023年度其他行政执法行为实施情况统计表（虚构）
行政征收 | < | 行政检查 | 行政裁决 | < | 行政确认 | 行政给付 | < | 行政奖励 | < | 其他行政执法行为（宗）
次数 | 征收总金额（万元） | 次数 | 次数 | 涉及金额（万元） | 次数 | 次数 | 给付总金额（万元） | 次数 | 奖励总金额（万元） | ^
0 | 0 | 412 | 0 | 0 | 96 | 1530 | 820.4 | 5 | 1.5 | 2
"""

INSPECTION = """
青岚县2023年劳动保障监察情况统计表（虚构）
单位名称 | 主动检查用人单位（户次） | 涉及劳动者（万人次） | 书面审查（户） | 涉及劳动者 | 投诉举报 | < | < | 立案 | 结案 | 责令改正（份） | 行政处罚 | < | 追发工资 | < | 移送公安（件） | 社会公布（件） | 失信名单（户） | 备注
^ | ^ | ^ | ^ | ^ | 接到 | 受理 | 办结 | ^ | ^ | ^ | 件 | 金额（万元） | 人数 | 金额（万元） | ^ | ^ | ^ | ^
青岚县 | 286 | 1.2 | 410 | 9800 | 530 | 498 | 497 | 21 | 20 | 75 | 6 | 8.4 | 613 | 742.6 | 2 | 1 | 1 | ·
"""

REQUESTS = """
三、收到和处理政府信息公开申请情况（虚构）
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | < | < | 申请人情况 | < | < | < | < | < | <
^ | < | < | 自然人 | 法人或其他组织 | < | < | < | < | 总计
^ | < | < | ^ | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | ^
一、本年新收政府信息公开申请数量 | < | < | 26 | 3 | 0 | 0 | 0 | 0 | 29
二、上年结转政府信息公开申请数量 | < | < | 1 | 0 | 0 | 0 | 0 | 0 | 1
三、本年度办理结果 | （一）予以公开 | < | 17 | 2 | 0 | 0 | 0 | 0 | 19
^ | （三）不予公开 | 1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0
^ | ^ | 8.属于行政查询事项 | 9 | 0 | 0 | 0 | 0 | 0 | 9
^ | （七）总计 | < | 26 | 2 | 0 | 0 | 0 | 0 | 28
四、结转下年度继续办理 | < | < | 1 | 1 | 0 | 0 | 0 | 0 | 2
"""

REVIEWS = """
四、政府信息公开行政复议、行政诉讼情况（虚构）
行政复议 | < | < | < | < | 行政诉讼 | < | < | < | < | < | < | < | < | <
结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | < | < | < | < | 复议后起诉 | < | < | < | <
^ | ^ | ^ | ^ | ^ | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计
2 | 0 | 1 | 0 | 3 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 1 | 1
"""


def test_three_header_rows_of_the_coercion_table() -> None:
    assert facts(read(draw(COERCION))) == {"compulsory_measures": 14, "wage_transfer_court": 13}


def test_acts_are_told_apart_by_the_header_above_their_counts() -> None:
    reading = read(draw(OTHER_ACTS))
    assert facts(reading) == {
        "admin_inspections": 412,
        "work_injury_determinations": 96,
        "other_admin_acts": 1537,
    }
    assert fact(reading, "other_admin_acts").cell == "A4,D4,G4,I4,K4"
    assert [o.value for o in reading.observations if o.rule.endswith("payment_amount")] == [8204000]


def test_a_repeated_header_is_told_apart_by_its_neighbour() -> None:
    reading = read(draw(INSPECTION))
    assert reading.problems == ()
    assert facts(reading) == {
        "ins_employers_inspected": 286,
        "ins_workers_covered": 12000,
        "ins_document_review": 410,
        "ins_complaints_received": 530,
        "ins_complaints_accepted": 498,
        "ins_complaints_closed": 497,
        "ins_cases_filed": 21,
        "ins_rectification_orders": 75,
        "penalty_decisions": 6,
        "penalty_amount": 84000,
        "wage_recovered_workers": 613,
        "wage_recovered_amount": 7426000,
        "wage_transfer_police": 2,
        "major_violations_published": 1,
        "blacklist_entities": 1,
    }
    assert recognise(workbook(draw(INSPECTION)), DICTIONARY) == "inspection_form"


def test_only_the_total_column_of_the_requests_grid_counts() -> None:
    reading = read(draw(REQUESTS))
    assert reading.problems == ()
    assert facts(reading) == {
        "info_requests_new": 29,
        "info_requests_carried": 1,
        "info_requests_closed": 28,
        "info_requests_next": 2,
    }
    assert fact(reading, "info_requests_closed").cell == "J10"


def test_the_fifteen_numbers_add_up_to_one_figure_of_three_totals() -> None:
    reading = read(draw(REVIEWS))
    assert facts(reading) == {"info_recon_lit_total": 5}
    assert fact(reading, "info_recon_lit_total").cell == "E5,J5,O5"
    assert recognise(workbook(draw(REVIEWS)), DICTIONARY) == "disclosure_annual"


def test_the_cells_of_a_grid_stand_beside_their_totals() -> None:
    requests = [o for o in read(draw(REQUESTS)).observations if o.indicator_id == "info_requests_new"]
    assert {(o.event_label, o.value) for o in requests if o.disposition == "reference"} == {
        ("自然人", 26.0),
        ("商业企业", 3.0),
        ("科研机构", 0.0),
        ("社会公益组织", 0.0),
        ("法律服务机构", 0.0),
        ("其他", 0.0),
    }
    reviews = [o for o in read(draw(REVIEWS)).observations if o.disposition == "reference"]
    assert len(reviews) == 15 and {o.indicator_id for o in reviews} == {"info_recon_lit_total"}
    assert ("复议后起诉·总计", 1.0, "O5") in {(o.event_label, o.value, o.cell) for o in reviews}


DOCUMENTS_2021 = """
二、主动公开政府信息情况（虚构）
第二十条第（一）项
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | 0 | 0 | 0
行政规范性文件 | 5 | 1 | 25
第二十条第（五）项
信息内容 | 本年处理决定数量 | < | <
行政许可 | 330 | < | <
第二十条第（六）项
信息内容 | 本年处理决定数量 | < | <
行政处罚 | 22 | < | <
行政强制 | 0 | < | <
第二十条第（八）项
信息内容 | 本年收费金额（单位:万元） | < | <
行政事业性收费 | 1.2 | < | <
"""


def test_blocks_of_the_disclosure_report_are_read_by_their_titles() -> None:
    reading = read(draw(DOCUMENTS_2021))
    assert reading.problems == ()
    assert facts(reading) == {
        "doc_issued": 5,
        "doc_repealed": 1,
        "doc_in_force": 25,
        "lic_granted": 330,
        "penalty_decisions": 22,
        "compulsory_measures": 0,
    }
    assert [o.value for o in reading.observations if o.rule.endswith(":fees")] == [12000]


def test_the_2019_grid_maps_only_what_is_the_same_series() -> None:
    drawing = """
第二十条第（一）项（虚构）
信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量
规章 | 0 | 0 | 0
规范性文件 | 4 | 4 | 31
"""
    reading = read(draw(drawing))
    assert facts(reading) == {"doc_issued": 4}
    assert fact(reading, "doc_issued").rule == "form:disclosure_documents@2019:issued"


def test_the_2019_grid_counts_decisions_and_not_items_on_a_list() -> None:
    drawing = """
第二十条第（五）项（虚构）
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
行政许可 | 12 | 0 | 330
其他对外管理服务事项 | 30 | -2 | 100
第二十条第（六）项
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
行政处罚 | 12 | 0 | 33
行政强制 | 3 | 0 | 0
第二十条第（九）项
信息内容 | 采购项目数量 | 采购总金额 | <
政府集中采购 | 3 | 12.5万元 | <
"""
    reading = read(draw(drawing))
    assert reading.problems == ()
    assert facts(reading) == {"lic_granted": 330, "penalty_decisions": 33, "compulsory_measures": 0}
    assert not [o for o in reading.observations if o.disposition == "reference"]


def test_the_form_before_2019_drops_what_runs_over_all_years() -> None:
    drawing = """
2023年政府信息公开情况统计表（虚构）
指标名称 | 计量单位 | 代码 | 2023年度 | 历年累计
主动公开信息数 | 条 | 01 | 120 | 900
其中：全文电子化的主动公开信息数 | 条 | 02 | 118 | 890
申请总数 | 条 | 03 | 2 | 10
"""
    reading = read(draw(drawing))
    assert facts(reading) == {"info_proactive": 120}
    assert {o.indicator_id for o in reading.observations if o.disposition == "reference"} == {None}


def test_this_period_beside_the_year_so_far() -> None:
    drawing = """
2023年政府信息公开情况统计表（虚构）
指标名称 | 计量单位 | 代码 | 本期实际 | 本年累计
甲 | 乙 | 丙 | 1 | 2
主动公开信息数 | 条 | 01 | 12 | 120
申请总数 | 条 | 03 | 0 | 2
"""
    assert facts(read(draw(drawing))) == {"info_proactive": 120}
