"""The texts of drills from a run and of rescue drills."""

DRILL: dict[str, dict[str, str]] = {
    # entries
    "practise.own_run": {"zh": "用自己的数据出题", "en": "From your own run"},
    "practise.own_run.told": {
        "zh": "选一局已经结束的经营，用其中的真实数字出题。",
        "en": "Choose a run that has ended: questions are made of its own figures.",
    },
    "practise.rescue": {"zh": "救急练习", "en": "Rescue drills"},
    "practise.rescue.told": {
        "zh": "接手一家出了问题的企业，两个季度内把一项指标拉回来。",
        "en": "Take over a firm in trouble, and bring one figure back within two quarters.",
    },
    "home.rescue": {"zh": "{name} · 救急", "en": "{name} · rescue"},
    # choosing a run
    "runs.title.drills": {"zh": "用自己的数据出题", "en": "Questions from your own run"},
    "runs.title.rescue": {"zh": "救急练习 · 选一局自己的经营", "en": "Rescue drills · choose a run of your own"},
    "runs.lead": {"zh": "选一局已经结束的经营", "en": "Choose a run that has ended"},
    "runs.reading": {"zh": "正在查找已经结束的经营……", "en": "looking for runs that have ended ..."},
    "runs.none": {
        "zh": "还没有经营到最后一个季度的记录。先经营完一局，再回到这里。",
        "en": "No run has come to its end yet. Play a game to its last quarter, then come back.",
    },
    "runs.grading": {"zh": "评分中", "en": "grading"},
    "runs.grade": {"zh": "{mark} 分 {band}", "en": "{mark} {band}"},
    "runs.told": {"zh": "种子 {seed}，共 {quarters}", "en": "seed {seed}, {quarters}"},
    "runs.unusable": {
        "zh": "另有 {count} 份记录用不上：文件损坏，或者案例、规则已经不同。",
        "en": "Not shown, as they are damaged or of another case or other rules: {count}.",
    },
    "runs.making.drills": {
        "zh": "正在重演这一局并出题，要几秒钟……",
        "en": "Playing the run again to make questions of it; this takes some seconds ...",
    },
    "runs.making.rescue": {
        "zh": "正在重演这一局，看哪一季度值得救，要几秒钟……",
        "en": "Playing the run again to see where it fell; this takes some seconds ...",
    },
    "runs.no_questions": {"zh": "这一局出不了题。", "en": "This run gives no question."},
    "runs.no_rescues": {
        "zh": "这一局没有哪项指标跌得值得一救。",
        "en": "No figure fell far enough in this run to be worth a rescue.",
    },
    "runs.place": {
        "zh": "取自第 {quarter} 季度 · 第 {number} 题，共 {count} 题",
        "en": "From your quarter {quarter} · {number} of {count}",
    },
    # choosing a rescue
    "rescues.title": {"zh": "救急练习", "en": "Rescue drills"},
    "rescues.own_title": {"zh": "救急练习 · 自己的经营", "en": "Rescue drills · your own run"},
    "rescues.lead": {
        "zh": "选一个，两个季度内把一项指标拉回来",
        "en": "Choose one: bring a figure back within two quarters",
    },
    "rescues.reading": {"zh": "正在读取……", "en": "reading ..."},
    "rescues.best": {"zh": "最好", "en": "best"},
    "rescues.which": {"zh": "练习", "en": "drill"},
    "rescues.case": {"zh": "案例", "en": "case"},
    "rescues.goal": {"zh": "目标", "en": "goal"},
    "rescues.under_way": {
        "zh": "上次还没做完：{key_pick} 接着做，{key_rescue_again} 从头再来。",
        "en": "Begun, and not yet finished: {key_pick} goes on, {key_rescue_again} begins it again.",
    },
    "rescues.own": {"zh": "从自己的经营里找……", "en": "In a run of your own ..."},
    "rescues.own.told": {
        "zh": "在自己经营过的一局里，找指标跌得最深的季度，从那里重新做起。",
        "en": "The quarters of a run of yours in which a figure fell deepest: begin again from there.",
    },
    "rescues.at": {"zh": "第 {quarter} 季度末", "en": "after quarter {quarter}"},
    # the drill
    "rescue.title": {"zh": "救急：{goal}", "en": "Rescue: {goal}"},
    "rescue.goal": {"zh": "{measure}达到 {goal}", "en": "{measure} to {goal}"},
    "rescue.left": {"zh": "还剩 {quarters}", "en": "{quarters} left"},
    "rescue.time_up": {"zh": "时间到", "en": "time is up"},
    "rescue.head": {"zh": "要做什么", "en": "What is to be done"},
    "rescue.own_brief": {
        "zh": "这是你自己经营过的一局，第 {quarter} 季度末。{measure}跌下来了。你有两个季度：让{measure}达到 {goal}。",
        "en": (
            "This is a run of your own, at the end of quarter {quarter}. {measure} has fallen. "
            "You have two quarters: bring it to {goal}."
        ),
    },
    "rescue.rules": {
        "zh": (
            "只评这一项指标，花多少钱不扣分，不过会告诉你少赚了多少。"
            "经营中看到的是企业统计的数字，评判时用的是真实数字。客户和运气与原来相同。这一局不交作业。"
        ),
        "en": (
            "Only this figure is judged. What it costs takes no marks off, but you are told. "
            "While you play you see what the firm reports; the judgement goes by the true figure. "
            "Customers and luck are the same each time. Nothing is handed in."
        ),
    },
    "rescue.case": {
        "zh": "下面是案例原来的说明；其中的期限和评分在这里不算。",
        "en": "The case's own text follows; its term and its marks do not count here.",
    },
    "rescue.quarter": {"zh": "第 {number} 季", "en": "quarter {number}"},
    "rescue.nothing_changed": {"zh": "没有改动", "en": "nothing changed"},
    # the judgement
    "rescued.judging": {"zh": "正在评判，要几秒钟……", "en": "Judging; this takes some seconds ..."},
    "rescued.too_dear": {
        "zh": "第 {quarter} 季度比额度多花了 {sum}，这样不能评判。",
        "en": "Quarter {quarter} spends {sum} above the allowance, so it cannot be judged.",
    },
    "rescued.done": {"zh": "√ 救回来了：{measure}到了 {reached}", "en": "√ Done: {measure} is at {reached}"},
    "rescued.not_done": {
        "zh": "× 还没救回来：{measure}到了 {reached}，目标 {goal}",
        "en": "× Not yet: {measure} is at {reached}, the goal was {goal}",
    },
    "rescued.untouched_end": {"zh": "什么都不改 {value}", "en": "nothing changed {value}"},
    "rescued.goal_end": {"zh": "目标 {value}", "en": "goal {value}"},
    "rescued.share.all": {"zh": "走完了全程。", "en": "You came the whole way."},
    "rescued.share.part": {"zh": "走了全程的 {share}。", "en": "You came {share} of the way."},
    "rescued.share.none": {
        "zh": "没有比什么都不改更近一步。",
        "en": "You came no nearer than if nothing had been changed.",
    },
    "rescued.best": {"zh": "到目前为止最好的一次：{share}", "en": "Your best so far: {share}"},
    "rescued.figures": {"zh": "{measure}（真实数字）", "en": "{measure}, the true figure"},
    "rescued.start": {"zh": "接手时", "en": "when you took over"},
    "rescued.untouched": {"zh": "两个季度后，什么都不改", "en": "two quarters later, nothing changed"},
    "rescued.reached": {"zh": "两个季度后，你做到的", "en": "two quarters later, as you played"},
    "rescued.goal": {"zh": "目标", "en": "the goal"},
    "rescued.cost": {
        "zh": "这两个季度的利润比什么都不改少 {sum}。",
        "en": "Over these two quarters profit is {sum} lower than if nothing had been changed.",
    },
    "rescued.gain": {
        "zh": "这两个季度的利润比什么都不改多 {sum}。",
        "en": "Over these two quarters profit is {sum} higher than if nothing had been changed.",
    },
    "rescued.same_profit": {
        "zh": "这两个季度的利润和什么都不改一样。",
        "en": "Over these two quarters profit is the same as if nothing had been changed.",
    },
    "rescued.yours": {"zh": "你的决策", "en": "What you decided"},
    "rescued.one_way": {"zh": "一种做法", "en": "One way to do it"},
    "rescued.one_way.hidden": {
        "zh": "可以先自己再试一次；按 {key_one_way} 看一种做法。",
        "en": "You may want to try again first; {key_one_way} shows one way.",
    },
    "rescued.one_way.end": {"zh": "这样做，{measure}会到 {reached}。", "en": "{measure} then comes to {reached}."},
    "rescued.no_way": {
        "zh": "这是你自己的经营，没有备好的做法。",
        "en": "This is your own run: no way has been prepared.",
    },
    # keys
    "help.drills": {"zh": "自己的经营与救急", "en": "Own runs and rescues"},
    "key.own_run": {"zh": "出题", "en": "questions"},
    "key.own_run.help": {
        "zh": "用一局已经结束的经营里的数字出题来练",
        "en": "practise questions made of the figures of a run that has ended",
    },
    "key.rescues": {"zh": "救急练习", "en": "rescues"},
    "key.rescues.help": {
        "zh": "接手一家出了问题的企业，两个季度内把一项指标拉回来",
        "en": "take over a firm in trouble and bring one figure back within two quarters",
    },
    "key.rescue_again": {"zh": "再来一次", "en": "again"},
    "key.rescue_again.help": {"zh": "同一个救急练习，从头再来", "en": "the same rescue drill from its beginning"},
    "key.rescue_another": {"zh": "换一个", "en": "another"},
    "key.rescue_another.help": {"zh": "换一个救急练习", "en": "choose another rescue drill"},
    "key.one_way": {"zh": "一种做法", "en": "one way"},
    "key.one_way.help": {
        "zh": "评判以后，看一种能救回来的做法",
        "en": "after the judgement: one way that brings the figure back",
    },
}
