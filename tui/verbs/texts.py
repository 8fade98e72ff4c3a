"""The words of the command line itself: its help and its complaints about usage. Chinese first."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, Mapping[str, str]] = {
    "about": {
        "zh": "Tenure：在终端里玩的客户关系管理课。不带命令就打开游戏。",
        "en": "Tenure: a course in customer relationship management, played in a terminal. No command opens the game.",
    },
    "usage": {"zh": "用法：", "en": "usage: "},
    "arguments": {"zh": "参数", "en": "arguments"},
    "options": {"zh": "选项", "en": "options"},
    "commands": {"zh": "命令", "en": "commands"},
    "example": {"zh": "例：", "en": "Example:"},
    "help": {"zh": "显示这段说明", "en": "show this help"},
    "version": {"zh": "显示版本", "en": "show the version"},
    "lang": {"zh": "语言：en 或 zh（不写就看环境变量）", "en": "language: en or zh (else the environment's)"},
    "try_help": {"zh": "说明见：{command} --help", "en": "See: {command} --help"},
    # verbs
    "play": {"zh": "打开游戏，可以直接进入一个案例", "en": "open the game, or one case in it"},
    "run": {
        "zh": "不开画面，把一份方案从头运行到尾，打印成绩单",
        "en": "play a plan from first quarter to last without a screen, and print the scorecard",
    },
    "replay": {
        "zh": "重新运行一份运行文件，看它是否属实",
        "en": "play a run file again, and say whether it is what it claims",
    },
    "grade": {
        "zh": "给运行文件评分：每份方案都重新运行，不采信文件里的数字",
        "en": "mark run files; every plan is played again, and no figure in a file is believed",
    },
    "case": {"zh": "案例：列出、查看、检查，打印格式定义", "en": "cases: list, show, check, print the schema"},
    "case_list": {"zh": "列出自带的案例", "en": "list the cases that come with Tenure"},
    "case_show": {"zh": "显示案例的简介、决策、价格和目标", "en": "show a case's brief, levers, prices and targets"},
    "case_check": {"zh": "一次找出案例文件的全部问题", "en": "find all problems of a case file at once"},
    "case_schema": {
        "zh": "打印文件格式的 JSON Schema，编辑器可用来补全和检查",
        "en": "print the JSON Schema of a document, for editors that complete and check",
    },
    "paper": {
        "zh": "模拟考试：在屏幕上限时作答，或印成多套试卷",
        "en": "a mock examination: timed on the screen, or printed in several versions",
    },
    "practise": {
        "zh": "考试练习：按考试日期安排复习，计算题可以换数",
        "en": "practise for the exam: reviews planned towards its date, calculations with new numbers",
    },
    "export": {"zh": "导出成其他系统能导入的文件", "en": "write files that other systems import"},
    "export_questions": {
        "zh": "导出试题：Moodle、Canvas、Anki、QTI、电子表格",
        "en": "export questions: for Moodle, Canvas, Anki, QTI, spreadsheets",
    },
    "questions": {"zh": "试题：列出、检查、显示", "en": "questions: list, check, show"},
    "questions_list": {"zh": "列出自带的试题", "en": "list the questions that come with Tenure"},
    "questions_check": {
        "zh": "一次找出试题文件的全部问题，带数字的题试 200 个种子",
        "en": "find all problems of a file of questions at once; those with numbers are tried at 200 seeds",
    },
    "questions_show": {"zh": "按考生看到的样子显示试题", "en": "show questions as a learner reads them"},
    "where": {"zh": "存档、设置和日志放在哪里", "en": "where saves, settings and the log are kept"},
    # arguments
    "case_argument": {
        "zh": "自带案例的名称，或案例文件的路径（含分隔符或以 .yaml 结尾）",
        "en": "a bundled case's id, or the path of a case file (it holds a separator or ends in .yaml)",
    },
    "plan": {"zh": "方案文件；不写就用默认方案", "en": "a plan file; without it, the default plan"},
    "seed": {"zh": "随机种子；不写就用案例的练习种子", "en": "the seed; without it, the case's practice seed"},
    "json": {"zh": "打印一个 JSON 对象，含每月的真实数据", "en": "print one JSON object with the true figures"},
    "with_grade": {"zh": "在 JSON 里加上成绩单", "en": "add the scorecard to the JSON"},
    "csv": {"zh": "打印逗号分隔的表格，可用电子表格打开", "en": "print a comma-separated table for a spreadsheet"},
    "save": {"zh": "同时把运行文件写到这里", "en": "also write the run file here"},
    "player": {"zh": "写进运行文件的署名", "en": "the label written into the run file"},
    "file": {"zh": "运行文件", "en": "a run file"},
    "own_case": {
        "zh": "运行文件不是自带案例时，给出案例文件",
        "en": "the case file, where the run is not of a bundled case",
    },
    "exam": {
        "zh": '考试时间，例如 2027-01-09 或 "2027-01-09 14:00"；会记住',
        "en": 'when the exam is, as 2027-01-09 or "2027-01-09 14:00"; it is remembered',
    },
    "practise_theme": {"zh": "直接练这一章", "en": "begin with this chapter at once"},
    "practise_merge": {
        "zh": "不打开练习，只并入另一台电脑的练习记录（tenure where 说明文件在哪里）",
        "en": "only take in the practice history of another computer (tenure where tells its file)",
    },
    "blueprint": {
        "zh": "试卷蓝图：final、calculating，或 .yaml 文件的路径",
        "en": "the paper's blueprint: final, calculating, or the path of a .yaml file",
    },
    "profile": {
        "zh": "课程：outline、lectures，或 .yaml 文件的路径",
        "en": "the course: outline, lectures, or the path of a .yaml file",
    },
    "minutes": {"zh": "考试时间，分钟；不写就按蓝图", "en": "minutes of time; without it, the blueprint's"},
    "paper_seed": {"zh": "选题和数字的种子；不写就是 1", "en": "the seed of choice and numbers; without it, 1"},
    "print": {
        "zh": "不在屏幕上考，而是写成可打印的 HTML 文件，答案另成一份",
        "en": "instead of the screen, write a print-ready HTML file, and the answers beside it",
    },
    "versions": {"zh": "印几套等值的试卷（1 到 8）", "en": "how many equivalent versions to print (1 to 8)"},
    "question_type": {"zh": "只取这种题型", "en": "only this type"},
    "theme": {"zh": "只取这个主题", "en": "only this theme"},
    "concept": {"zh": "只取考这个术语的题", "en": "only what asks for this term"},
    "list_concepts": {"zh": "改为列出术语的编号", "en": "list the ids of the terms instead"},
    "list_themes": {"zh": "改为列出主题", "en": "list the themes instead"},
    "list_formulas": {"zh": "改为列出算式可用的公式", "en": "list the formulas for expressions instead"},
    "bank": {"zh": "试题文件", "en": "a file of questions"},
    "export_to": {
        "zh": "格式：gift 和 moodle 给 Moodle，qti12 给 Canvas，qti21、qti30 给其他平台，anki 是牌组，csv 是表格",
        "en": "the format: gift and moodle for Moodle, qti12 for Canvas, qti21 and qti30 for others, anki, csv",
    },
    "export_out": {"zh": "写到这个文件", "en": "the file to write"},
    "export_file": {
        "zh": "导出自己的试题文件；不写就导出自带的试题",
        "en": "a question file of your own; without it, the questions that come with Tenure",
    },
    "export_rows": {
        "zh": "moodle 的计算题每道带几组数（20 到 100）；不写就是 20",
        "en": "sets of numbers of each calculation for moodle (20 to 100); without it, 20",
    },
    "question_argument": {
        "zh": "自带试题的编号，或试题文件的路径（含分隔符或以 .yaml 结尾）",
        "en": "a bundled question's id, or the path of a file of questions (it holds a separator or ends in .yaml)",
    },
    "question_seed": {"zh": "数字的种子；不写就是 1", "en": "the seed of the numbers; without it, 1"},
    "answers": {"zh": "同时显示答案和解题步骤", "en": "show answers and workings too"},
    "kind": {"zh": "哪一种文件", "en": "which kind of document"},
    # complaints
    "required": {"zh": "缺少参数：{names}", "en": "{names} is missing"},
    "unrecognized": {"zh": "不认识的参数：{names}", "en": "{names} is not known here"},
    "choice": {"zh": "{name} 不能是 {found}；可以是：{allowed}", "en": "{name} cannot be {found}; allowed: {allowed}"},
    "value_missing": {"zh": "{name} 后面缺少值", "en": "{name} needs a value"},
    "not_together": {"zh": "{name} 和 {other} 不能同时用", "en": "{name} and {other} do not go together"},
    "no_value": {"zh": "{name} 后面不能有值", "en": "{name} takes no value"},
    "grade_needs_json": {"zh": "--grade 要和 --json 一起用", "en": "--grade goes with --json"},
    "other_sim": {
        "zh": "另一个也叫 sim 的 Python 包（{path}）挡住了 Tenure 自己的；请在只装 Tenure 的环境里运行",
        "en": "another package called sim ({path}) is in the way; run Tenure in an environment of its own",
    },
    "crashed": {
        "zh": "出现了意外的错误，详情在 {log}；存档完好",
        "en": "something unforeseen went wrong, the details are in {log}; your games are safe",
    },
    "stopped": {"zh": "已停止", "en": "stopped"},
    "bad_player": {
        "zh": "署名 {found} 不能用：应为 1 到 {limit} 个可见字符",
        "en": "the label {found} cannot be used: allowed are 1 to {limit} visible characters",
    },
    "bad_exam": {
        "zh": '--exam 不能是 {found}；写成 年-月-日 或 "年-月-日 时:分"，要在今后 {days} 天之内',
        "en": '--exam cannot be {found}; write year-month-day or "year-month-day hour:minute", within {days} days',
    },
    "merged": {
        "zh": "已从 {path} 并入 {new} 条练习记录，现在共有 {count} 条。",
        "en": "Answers taken in from {path}: {new}. There are now {count} in all.",
    },
    "practise_no_terminal": {
        "zh": "考试练习要在终端里做；不开画面可以用 tenure questions show 看题",
        "en": "exam practice needs a terminal; without one, tenure questions show prints questions",
    },
    "not_a_run": {
        "zh": "{path} 已经存在，而且不是运行文件；请换一个文件名",
        "en": "{path} exists already and is no run file; choose another name",
    },
}


def text(language: str, id: str, **values: object) -> str:
    """A text with its blanks filled; KeyError for an id that has no words."""
    words = TEXTS[id][language]
    return words.format_map(values) if values else words
