"""The texts of the end: its pages, and the stories of two customers."""

STORIES: dict[str, dict[str, str]] = {
    "end.losses": {"zh": "流失", "en": "Losses"},
    "end.profit": {"zh": "利润", "en": "Money"},
    "end.beside": {"zh": "真实与报告", "en": "Truth"},
    "end.stories": {"zh": "客户故事", "en": "Stories"},
    "end.decisions": {"zh": "决策", "en": "Decisions"},
    "end.forecasts": {"zh": "预测", "en": "Forecasts"},
    "end.mark": {"zh": "{mark} 分（满分 100，权重 {weight}）", "en": "{mark} of 100, weight {weight}"},
    "end.from_floor": {"zh": "起点 {floor}", "en": "floor {floor}"},
    "end.to_target": {"zh": "目标 {target}", "en": "target {target}"},
    "end.practice_file": {
        "zh": "这一局是练习，不交作业，也不生成文件。",
        "en": "This was practice: nothing is handed in and no file is written.",
    },
    "end.losses_lead": {
        "zh": "预期流失 {mine} 位客户；默认方案在同一个种子下是 {default} 位。差别来自：",
        "en": "Expected losses: {mine} customers; under the default plan on the same seed {default}. The difference:",
    },
    "end.money_lead": {
        "zh": "{measure}：{mine}；默认方案在同一个种子下是 {default}。差别来自：",
        "en": "{measure}: {mine}; under the default plan on the same seed {default}. The difference:",
    },
    "end.fewer_more": {"zh": "左：少流失    右：多流失", "en": "left: fewer lost    right: more lost"},
    "end.less_more": {"zh": "左：减少    右：增加", "en": "left: less    right: more"},
    "end.number": {"zh": "可能流失的人数", "en": "number who could leave"},
    "end.other": {"zh": "其余因素合计", "en": "everything else"},
    "end.together": {"zh": "合计", "en": "together"},
    "end.nothing_moved": {"zh": "和默认方案没有差别。", "en": "No difference from the default plan."},
    "end.off": {"zh": "报告偏差", "en": "report off by"},
    "end.stories_lead": {
        "zh": "你的两位客户：一位差点离开，却留了下来；一位价值最高，却走了。按 {key_open_story} 看他们的每一个月。",
        "en": (
            "Two customers of yours: one who nearly left and stayed, and the most valuable one who left. "
            "{key_open_story} opens all their months."
        ),
    },
    "end.kept": {"zh": "留下的：{name}（{segment}）", "en": "Stayed: {name} ({segment})"},
    "end.lost": {"zh": "离开的：{name}（{segment}）", "en": "Left: {name} ({segment})"},
    "end.when_decided": {"zh": "季度", "en": "quarter"},
    "end.retention_then": {"zh": "季末保持率", "en": "retention"},
    "end.profit_then": {"zh": "季度利润", "en": "profit"},
    "end.what_changed": {"zh": "改了什么", "en": "what you changed"},
    "end.as_before": {"zh": "不变", "en": "no change"},
    "end.no_forecasts": {
        "zh": "这一局没有做过预测。下一局可以试试：先说出你估计的范围，再看结果落在哪里。",
        "en": "You made no forecasts in this game. Next time, say a range first, then see where the result falls.",
    },
    # a story
    "story.who": {"zh": "{who}，{since}", "en": "{who}, {since}"},
    "story.searching": {"zh": "正在找出这两位客户……", "en": "Finding the two customers ..."},
    "story.strip": {
        "zh": "每月的流失概率    {failed} 失误    {turned} 转折点    {gone} 离开",
        "en": "Chance to leave, month by month    {failed} failure    {turned} turning point    {gone} left",
    },
    "story.month": {
        "zh": "{when}，{tier}，{phase}，每月利润 {margin}",
        "en": "{when}: {tier} tier, {phase}, earns {margin} a month",
    },
    "story.turning": {"zh": "转折点", "en": "turning point"},
    "story.pushes": {"zh": "对数几率：负为留住，正为推走", "en": "log-odds: - holds, + drives out"},
    "story.at_rest": {"zh": "只凭个人倾向", "en": "inclination alone"},
    "story.chance": {"zh": "本月流失概率", "en": "chance this month"},
}
