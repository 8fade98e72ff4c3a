"""The texts of the screens."""

SCREENS = {
    "tenure": {"zh": "Tenure", "en": "Tenure"},
    "too_small": {
        "zh": "终端窗口太小。请放大到至少 80 列、24 行；进度不受影响。",
        "en": "This terminal is too small. Make it at least 80 columns wide and 24 rows high; your game is safe.",
    },
    "which_language": {"zh": "用哪种语言？", "en": "Which language?"},
    "how_to_quit": {"zh": "按 {key_quit} 退出", "en": "{key_quit} quits"},
    "opening": {"zh": "正在准备市场……", "en": "Preparing the market ..."},
    # home
    "home.title": {"zh": "Tenure · 客户关系管理模拟", "en": "Tenure · a course in customer relationships"},
    "home.lead": {
        "zh": "经营一家企业，一个季度接一个季度：谁留下来，谁走了，为什么。",
        "en": "Run a firm quarter by quarter: who stays, who leaves, and why.",
    },
    "home.continue": {"zh": "接着玩", "en": "Go on with"},
    "home.begin": {"zh": "新的一局", "en": "Begin"},
    "home.reading": {"zh": "正在读取案例……", "en": "reading the cases ..."},
    "home.unnamed": {"zh": "（未命名）", "en": "(no name)"},
    "home.cannot_open": {"zh": "打不开", "en": "cannot be opened"},
    "home.seed": {"zh": "种子 {seed}", "en": "seed {seed}"},
    "home.delete_question": {
        "zh": "删除“{name}”吗？删除以后找不回来。",
        "en": "Delete “{name}”? It cannot be brought back.",
    },
    "keep": {"zh": "保留", "en": "Keep it"},
    "delete": {"zh": "删除", "en": "Delete it"},
    "quarters": {"zh": "{count} 个季度", "en": "{count} quarters"},
    "quarter": {"zh": "第 {number} 季度", "en": "quarter {number}"},
    "quarter_of": {"zh": "第 {number} 季度，共 {count} 个", "en": "quarter {number} of {count}"},
    "finished": {"zh": "已结束", "en": "finished"},
    "seed": {"zh": "种子 {seed}", "en": "seed {seed}"},
    # a new game
    "new.title": {"zh": "新的一局：{case}", "en": "A new game: {case}"},
    "new.name": {
        "zh": "姓名（可以不填；会写进交上去的记录）",
        "en": "Your name (optional; it goes with the run that you hand in)",
    },
    "new.seed": {"zh": "种子（同一个种子，同样的运气）", "en": "Seed (the same seed brings the same luck)"},
    "new.enter": {"zh": "按 Enter 开始", "en": "Enter begins"},
    # brief
    "brief.marked": {"zh": "评分", "en": "What is marked"},
    "brief.at_least": {"zh": "至少 {value}", "en": "at least {value}"},
    "brief.weight": {"zh": "占 {share} 分", "en": "worth {share} marks"},
    "brief.bands": {"zh": "等级：", "en": "Bands:"},
    "brief.band": {"zh": "{name} {mark} 分起", "en": "{name} from {mark}"},
    "brief.frame": {
        "zh": "共 {quarters} 个季度。每季度额度 {allowance}，用不完的部分作废。种子 {seed}。",
        "en": "{quarters} quarters. Allowance a quarter: {allowance}; what is not spent of it is lost. Seed {seed}.",
    },
    # decide
    "decide.this_quarter": {"zh": "本季度", "en": "this quarter"},
    "decide.last_quarter": {"zh": "上季度", "en": "last quarter"},
    "decide.bounds": {"zh": "范围", "en": "bounds"},
    "decide.price": {"zh": "花费", "en": "planned"},
    "decide.from_to": {"zh": "{low} 到 {high}", "en": "{low} to {high}"},
    "decide.allowance": {"zh": "额度 {allowance} · 计划 {planned}", "en": "allowance {allowance} · planned {planned}"},
    "decide.left": {"zh": "剩余 {sum}", "en": "left {sum}"},
    "decide.too_much": {"zh": "超出，要削减 {sum}", "en": "over: cut {sum}"},
    "decide.step_is": {"zh": "步长 {step}", "en": "step {step}"},
    "decide.default_is": {"zh": "默认 {value}", "en": "default {value}"},
    "decide.last_is": {"zh": "上季度 {value}", "en": "last quarter {value}"},
    "decide.lead": {"zh": "{months}后生效", "en": "in force after {months}"},
    "decide.touches": {"zh": "牵动：{measures}", "en": "moves: {measures}"},
    "decide.not_allowed": {"zh": "不能是 {found}；允许 {bounds}", "en": "{found} is not allowed; take {bounds}"},
    "decide.keys": {
        "zh": (
            "{key_lower} {key_raise} 加减  0-9 输入  {key_as_last} 同上季度  {key_as_default} 默认  "
            "{key_undo} 撤销  * 有改动  ┬ 上季度  ┴ 默认"
        ),
        "en": (
            "{key_lower} {key_raise} step  0-9 type  {key_as_last} as last  {key_as_default} default  "
            "{key_undo} undo  * changed  ┬ last  ┴ default"
        ),
    },
    # play
    "play.over": {
        "zh": "这一季度过完了。按 {key_go_on} 看结果。",
        "en": "The quarter is over. {key_go_on} shows the results.",
    },
    "play.question": {
        "zh": "这几个月还没过完。收回这一季度，草稿会恢复，但成绩单上会记一次。",
        "en": "The months are still passing. Taking the quarter back restores the draft, and the scorecard counts it.",
    },
    "play.go_on": {"zh": "接着看", "en": "Go on watching"},
    "play.skip": {"zh": "跳过，直接看结果", "en": "Skip the show"},
    "play.take_back": {"zh": "收回这一季度", "en": "Take the quarter back"},
    # results
    "results.which": {
        "zh": "第 {number} 季度的结果（{months}），已经营 {count} 个季度；{key_earlier} {key_later} 换季度",
        "en": "Results of quarter {number} ({months}); {count} played; {key_earlier} {key_later} other quarters",
    },
    "results.happened": {"zh": "发生的事", "en": "what happened"},
    "results.why": {"zh": "为什么：最主要的三个原因", "en": "why: the three strongest reasons"},
    "results.pushes": {"zh": "推客户走", "en": "drives out"},
    "results.keeps": {"zh": "留住客户", "en": "holds"},
    "results.thinking": {"zh": "正在分析……", "en": "working it out ..."},
    "results.nothing_before": {"zh": "没有更早的季度可比", "en": "there is no earlier quarter to compare with"},
    "results.money": {"zh": "利润和上季度相比", "en": "profit against the quarter before"},
    "results.other_lines": {"zh": "其他", "en": "other lines"},
    "results.forecast": {"zh": "预测和结果", "en": "forecast and result"},
    "results.figures": {"zh": "全部数据（企业自己掌握的）", "en": "all figures, as the firm knows them"},
    "results.decided": {"zh": "改动的决策，和它们牵动的指标", "en": "what was changed, and the figures that it moves"},
    "results.nothing_changed": {"zh": "和上一季度一样，没有改动。", "en": "Nothing was changed."},
    "results.now": {"zh": "本季度", "en": "now"},
    "results.before": {"zh": "上季度", "en": "before"},
    "results.target": {"zh": "目标", "en": "target"},
    "results.change": {"zh": "变化", "en": "change"},
    "no_results_yet": {"zh": "还没有经营过任何一个季度", "en": "No quarter has been played yet"},
    # end
    "end.grading": {"zh": "正在评分……", "en": "Grading ..."},
    "end.taken_back": {"zh": "收回过的季度：{count} 次", "en": "quarters taken back: {count}"},
    "end.marks": {"zh": "成绩", "en": "Marks"},
    "end.why": {"zh": "和默认方案比，流失为什么不同", "en": "Why losses differ from the default plan"},
    "end.money": {"zh": "和默认方案比，钱差在哪里", "en": "Where the money differs from the default plan"},
    "end.truth": {"zh": "最后一个月", "en": "the last month"},
    "end.true": {"zh": "真实", "en": "true"},
    "end.reported": {"zh": "报告", "en": "reported"},
    "end.file": {"zh": "交作业用的文件", "en": "The file to hand in"},
    "end.not_saved": {"zh": "文件没有存成：{reason}", "en": "The file could not be saved: {reason}"},
    # help
    "help.title": {"zh": "帮助", "en": "Help"},
    "help.everywhere": {"zh": "任何时候", "en": "At any time"},
    "help.in_a_game": {"zh": "在一局之中", "en": "In a game"},
    "help.on_home": {"zh": "首页", "en": "On the first screen"},
    "help.deciding": {"zh": "决策时", "en": "Deciding"},
    "help.playing": {"zh": "季度进行中", "en": "While a quarter passes"},
    "help.reading": {"zh": "看结果时", "en": "Reading results"},
    "help.at_the_end": {"zh": "结束时", "en": "At the end"},
    "help.in_a_story": {"zh": "客户故事", "en": "In a story"},
    "help.settling": {"zh": "在设置里", "en": "In the settings"},
    "help.lever": {"zh": "决策项目", "en": "What can be decided"},
    "help.tier": {"zh": "客户分层", "en": "Tiers of customers"},
    "help.level": {"zh": "关系水平", "en": "Levels of relationship"},
    "help.phase": {"zh": "客户生命周期", "en": "Phases of the relationship"},
    "help.channel": {"zh": "获客渠道", "en": "Channels"},
}
