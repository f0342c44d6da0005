"""Which indicator a number is linked to, by the rule of prose that decides it."""

from __future__ import annotations

import pytest
from reading_aids import YEAR, facts, of, read

CASES = [
    ("numbers side by side as in a table", "行政处罚案件 7 件 9 件", set()),
    (
        "the noun behind one number is not that of the next",
        "审核14份合同、3件其他材料。",
        {("review_contracts", 14)},
    ),
    ("what is counted is counted in whole numbers", "设立2.1个综合窗口。", set()),
    (
        "objects with nouns of their own behind each number",
        "对14份合同、7件政策文件、3件涉法咨询提出审核意见。",
        {("review_contracts", 14), ("review_policy_files", 7), ("review_legal_consultations", 3)},
    ),
    (
        "each number with a verb of its own behind it",
        "全年5件行政规范性文件制发、2件行政规范性文件废止。",
        {("doc_issued", 5), ("doc_repealed", 2)},
    ),
    (
        "instances behind their numbers",
        "行政诉讼9起，6起一审、3起二审。",
        {("lit_cases_total", 9), ("lit_first_instance", 6), ("lit_second_instance", 3)},
    ),
    ("a total in several manners", "仲裁结案50件，调解及其他方式30件。", {("arb_cases_closed", 50)}),
    ("a total of remedies", "行政复议、诉讼案件6件。", set()),
    ("files that were only assessed", "随机抽取行政处罚案卷78宗。", set()),
    ("items that are said to be online", "政务服务事项112项，上线人社事项33项。", {("svc_items_total", 112)}),
    (
        "items of which some are online",
        "112项政务服务事项中有97项可全程网办。",
        {("svc_items_total", 112), ("svc_items_online", 97)},
    ),
    ("people received at a counter", "窗口接待群众1.8万人次。", set()),
    ("agreements reached are no contracts", "其中85件达成协议。", set()),
    (
        "sites that lack something",
        "有4个在建项目没有缴存农民工工资保证金。",
        {("wage_noncompliant_sites", 4)},
    ),
    ("orders to single firms", "监察检查后责令16家单位限期改正。", {("ins_rectification_orders", 16)}),
    (
        "what is involved belongs to the case count before it",
        "接收欠薪线索90件，已办结88件，为210人追回工资300万元。立案查处6件，涉及18人25万元。",
        {
            ("wage_clues_received", 90),
            ("wage_clues_resolved", 88),
            ("wage_recovered_workers", 210),
            ("wage_recovered_amount", 3000000),
            ("wage_cases_filed", 6),
            ("wage_cases_filed_workers", 18),
            ("wage_cases_filed_amount", 250000),
        },
    ),
    (
        "filed after complaints about wages",
        "受理欠薪投诉举报90件，立案6件。",
        {("ins_complaints_accepted", 90), ("wage_cases_filed", 6)},
    ),
    (
        "a bare rate has the subject of the count before it",
        "受理投诉举报66件，法定时限内结案率99%。仲裁立案80件，法定时限内结案率97%。",
        {
            ("ins_complaints_accepted", 66),
            ("ins_complaint_closure_rate", 99),
            ("arb_cases_accepted", 80),
            ("arb_closure_rate_within_limit", 97),
        },
    ),
    ("number behind its noun", "悬挂横幅42条，张贴海报17张。", {("pub_banners", 42), ("pub_posters", 17)}),
    (
        "number before its noun",
        "设立9个综合窗口，举办6场普法讲座。",
        {("svc_windows", 9), ("pub_lectures", 6)},
    ),
    ("verb, number, noun", "受理53件劳动人事争议案件。", {("arb_cases_accepted", 53)}),
    ("noun before verb", "劳动人事争议案件立案受理53件。", {("arb_cases_accepted", 53)}),
    (
        "one verb over several objects",
        "全年对75项合同协议、12件政策文件、31件法律咨询等涉法事务进行法制审核。",
        {("review_contracts", 75), ("review_policy_files", 12), ("review_legal_consultations", 31)},
    ),
    (
        "a subject inherited in a bracket",
        "行政应诉案件33件（一审21件、二审12件）。",
        {("lit_cases_total", 33), ("lit_first_instance", 21), ("lit_second_instance", 12)},
    ),
    (
        "nested brackets, and what follows them",
        "仲裁审结案件90件（裁决结案50件（含终局裁决20件）、调解结案40件），涉案金额300万元。",
        {
            ("arb_cases_closed", 90),
            ("arb_closed_by_award", 50),
            ("arb_awards_final", 20),
            ("arb_closed_by_mediation", 40),
            ("arb_amount_involved", 3_000_000),
        },
    ),
    (
        "a list cut by a full stop",
        "开展劳动保障守法诚信等级评价，评定A级企业31户。B级企业64户、C级企业2户。",
        {("credit_rated_a", 31), ("credit_rated_b", 64), ("credit_rated_c", 2)},
    ),
    (
        "a member of the list that is none of the kind",
        "准予行政许可43件，其中劳务派遣许可19件、人力资源服务许可24件、制作电子证照11个。",
        {
            ("lic_granted", 43),
            ("lic_labour_dispatch", 19),
            ("lic_hr_services", 24),
            ("lic_electronic_certificates", 11),
        },
    ),
    (
        "one number for two indicators",
        "组织学法考试，参考率和合格率均达100%。",
        {("law_exam_participation_rate", 100), ("law_exam_pass_rate", 100)},
    ),
    (
        "paired rates",
        "仲裁结案率、调解成功率分别为97.5%、71.2%。",
        {("arb_closure_rate", 97.5), ("med_success_rate", 71.2)},
    ),
    (
        "paired counts",
        "行政复议、行政诉讼案件分别为4件和9件。",
        {("recon_as_respondent", 4), ("lit_cases_total", 9)},
    ),
    (
        "received, accepted, refused, closed, pending",
        "仲裁院接收各类劳动人事争议案件80件，受理71件，不予受理9件，审结66件，尚未审结5件。",
        {
            ("arb_applications_received", 80),
            ("arb_cases_accepted", 71),
            ("arb_cases_not_accepted", 9),
            ("arb_cases_closed", 66),
            ("arb_cases_pending_end", 5),
        },
    ),
    (
        "mediation by organisations and before docketing is not arbitration's",
        "基层调解组织受理争议130件，调解成功98件；仲裁立案受理71件，案前调解22件，仲裁调解结案30件。",
        {
            ("med_cases_handled_org", 130),
            ("med_cases_success_org", 98),
            ("arb_cases_accepted", 71),
            ("med_precase_success", 22),
            ("arb_closed_by_mediation", 30),
        },
    ),
    (
        "the same verb under inspection",
        "劳动保障监察大队受理投诉举报58件，立案21件，结案57件，结案率98.3%。",
        {
            ("ins_complaints_accepted", 58),
            ("ins_cases_filed", 21),
            ("ins_complaints_closed", 57),
            ("ins_complaint_closure_rate", 98.3),
        },
    ),
    (
        "the same verb under reconsideration",
        "行政复议机关受理行政复议案件17件，审结15件，维持11件，终止3件。",
        {
            ("recon_as_authority_accepted", 17),
            ("recon_closed", 15),
            ("recon_upheld", 11),
            ("recon_withdrawn", 3),
        },
    ),
    (
        "the same verb under licences and requests",
        "收到行政许可申请64件，受理60件。收到政府信息公开申请8件，答复8件。",
        {
            ("lic_applications", 64),
            ("lic_accepted", 60),
            ("info_requests_new", 8),
            ("info_requests_closed", 8),
        },
    ),
    (
        "persons and money belong to the figure before them",
        "接收欠薪线索88条，涉及210人365.4万元。立案查处欠薪案件12件，涉及96人101.5万元。",
        {
            ("wage_clues_received", 88),
            ("wage_clues_workers", 210),
            ("wage_clues_amount", 3_654_000),
            ("wage_cases_filed", 12),
            ("wage_cases_filed_workers", 96),
            ("wage_cases_filed_amount", 1_015_000),
        },
    ),
    (
        "number and noun on both sides of the verb",
        "共为640名农民工追回工资718.6万元。",
        {("wage_recovered_workers", 640), ("wage_recovered_amount", 7_186_000)},
    ),
    (
        "a verb far from its number",
        "督促整改在建项目工资专户、保证金、实名制管理落实不到位等方面的问题37个。",
        {("wage_issues_rectified", 37)},
    ),
    ("quotation marks around the noun", "发出“风险提示函”14份。", {("wage_risk_letters", 14)}),
    ("a document that is counted", "下达《责令限期改正决定书》26份。", {("ins_rectification_orders", 26)}),
    (
        "a course on law",
        "举办执法业务培训班3期，参训120人次。",
        {("law_training_sessions", 3), ("law_training_participants", 120)},
    ),
    ("integrated windows among all", "大厅设置窗口20个，其中综合窗口14个。", {("svc_windows", 14)}),
    (
        "one account after another",
        "公众号推送普法信息126条；抖音号发布短视频36条。",
        {("new_media_posts", 126), ("new_media_posts", 36)},
    ),
    (
        "two materials in a list",
        "发放宣传手册120册、宣传彩页180份。",
        set(),
    ),
    ("held by an office of the own", "普法活动共计96场次，由局法规科承办。", {("pub_events", 96)}),
    ("all of them, in words", "现有执法人员全部持证上岗。", {("enforcement_cert_rate", 100)}),
    ("none, in words", "行政诉讼案件5件，无败诉案件。", {("lit_cases_total", 5), ("lit_lost", 0)}),
    (
        "nothing found, in words",
        "开展双随机抽查，检查企业30户，未发现违法违规行为。",
        {("dr_entities_inspected", 30), ("dr_problems_found", 0)},
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_rule(text: str, expected: set[tuple[str, float]]) -> None:
    assert facts(text) == expected


NOT_FACTS = [
    ("petitions are no arbitration cases", "仲裁院加强调解。受理信访事项64件，办结63件。"),
    ("calls are no arbitration cases", "劳动仲裁工作有序开展。12345热线转办工单91件，办结率100%。"),
    ("the police's own cases", "向公安机关通报情况，公安机关立案6件。"),
    ("per period, not in all", "每季度召开1次党组会研究法治建设工作。"),
    ("per head", "仲裁员人均办理劳动争议案件120件。"),
    ("a share of something", "县市区参训人员占比达60%。"),
    ("another thing's rate", "办理政协提案6件，满意率100%。"),
    ("a score and a rank", "综合得分96.5分，位居全市第3名。"),
    ("an addition to a stock", "新增劳动人事争议调解组织5个。"),
    ("what was decided in first instance is no total", "行政诉讼工作有序推进，一审审结9件。"),
    ("a part of the licences of a kind", "劳务派遣经营许可新办12件、变更9件。"),
    ("a licence taken away", "吊销人力资源服务许可证4件。"),
    ("townships, not what they set up", "全县16个乡镇全部建立劳动人事争议调解组织。"),
    ("training of another kind", "开展职业技能培训12期，培训450人。"),
    ("a course on a subject of its own", "加强法治建设。举办公文写作培训班3期，参训干部120人次。"),
    ("study of any subject", "组织干部职工集中学习24次。"),
    ("what the police hand over", "公安机关移送案件4件。"),
    ("rectified by agencies", "检查职业培训机构14家，责令整改3家。"),
    ("what the public asked for", "现场解决群众诉求21件。"),
    ("a case of disclosure", "收到政府信息公开申请，均已答复。行政复议1件。"),
    ("more than law was studied", "加强法治学习。中心组集中学习12次，其中法治专题另行统计。"),
    ("bounds in a row", "对涉及10人以上、50万元以上的集体欠薪实行包案。"),
    ("fullness that is lacking", "我局执法人员没有全部持证上岗。"),
    ("fullness yet to come", "执法人员尚未全部持证上岗。"),
    ("fullness nearly reached", "执法人员基本全部持证上岗。"),
    ("held by others", "普法活动共计96场次，由县司法局等12个部门轮流承办。"),
    ("as the year began", "年初持证22人。"),
    ("one outcome of several", "答复政府信息公开申请8件，不予受理5件。"),
    ("consultations of a court of arbitration", "仲裁院全年接待来访和法律咨询141人次。"),
    ("meetings of a decision procedure", "履行公众参与、专家论证等程序，召开座谈会6场。"),
    ("money of a revolving fund", "全年动用应急周转金2次共计76万元。"),
    ("applications of one kind", "受理劳务派遣许可申请15件。"),
    ("what came by all channels", "受理劳动人事争议纠纷500件，由调解组织、仲裁院和监察大队分别处理。"),
    ("a report, no meeting", "向县委、县政府报告法治政府建设情况1次。"),
]


@pytest.mark.parametrize("text", [case[1] for case in NOT_FACTS], ids=[case[0] for case in NOT_FACTS])
def test_what_only_looks_like_an_indicator_is_no_fact(text: str) -> None:
    assert {name for name, _ in facts(text)} <= {"penalty_other_kinds"}


def test_not_one_is_none() -> None:
    found = of("行政诉讼案件5件，无一件败诉。", "一件")
    assert (found.indicator_id, found.value, found.in_words) == ("lit_lost", 0, True)


def test_a_figure_of_a_year_to_come_is_a_target() -> None:
    assert of(f"{YEAR + 1}年，受理劳动人事争议案件53件。", "53").disposition == "target"


def test_a_total_of_two_things_belongs_to_neither() -> None:
    found = of("行政复议和行政应诉案件共23件。", "23")
    assert found.disposition == "undecided"
    assert {found.indicator_id, *(a.indicator_id for a in found.alternatives)} == {
        "lit_cases_total",
        "recon_as_respondent",
    }


def test_a_quantity_the_catalogue_does_not_know_is_kept() -> None:
    found = of("制作普法展板36块，开通直播2场。", "36")
    assert (found.disposition, found.value) == ("unmapped", 36)


def test_every_observation_says_why_and_where() -> None:
    text = "2031年，受理劳动人事争议案件53件，同比增长6%，力争更进一步。"
    observations = read(text)
    assert observations
    for observation in observations:
        assert observation.rule and observation.evidence
        assert text[observation.start : observation.end] == observation.raw_text
        assert 0 <= observation.confidence <= 1
