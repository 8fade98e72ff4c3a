"""What is said when something is in the way."""

TROUBLES = {
    "read_only": {"zh": "只读", "en": "read-only"},
    "read_only_told": {
        "zh": "这一局正在另一个窗口里玩，这里只能看。",
        "en": "This game is open elsewhere, so here it can only be looked at.",
    },
    "not_saved": {"zh": "未能存盘！", "en": "not saved!"},
    "cannot_keep": {"zh": "这一局没能存下来：{reason}", "en": "The game could not be saved: {reason}"},
    "cannot_open": {"zh": "打不开：{reason}", "en": "It cannot be opened: {reason}"},
    "unsaved_question": {
        "zh": "最近的改动没能存盘：{reason}\n现在退出就会丢掉这些改动。",
        "en": "The last changes could not be saved: {reason}\nQuitting now loses them.",
    },
    "unsaved_leaving": {
        "zh": "最近的改动没能存盘：{reason}\n现在离开这一局就会丢掉这些改动。",
        "en": "The last changes could not be saved: {reason}\nLeaving the game now loses them.",
    },
    "leave_anyway": {"zh": "仍然离开", "en": "Leave all the same"},
    "stay": {"zh": "先留下", "en": "Stay"},
    "quit_anyway": {"zh": "仍然退出", "en": "Quit all the same"},
    "too_dear": {
        "zh": "计划超出了本季度的额度。要先削减 {sum}，才能开始。",
        "en": "The plan is above the quarter's allowance. Cut {sum} before you play.",
    },
    "crashed": {
        "zh": "Tenure 出了意外，已经停下；进度都在，重新打开就能接着玩。详情见 {log}",
        "en": "Tenure met an error and stopped; your game is saved and opens again. Details: {log}",
    },
    "home.open_elsewhere": {
        "zh": "这一局正在另一个窗口里玩，不能删除。",
        "en": "This game is open elsewhere and cannot be deleted.",
    },
    "home.cannot_delete": {"zh": "没能删除：{reason}", "en": "It could not be deleted: {reason}"},
    "new.bad_seed": {"zh": "种子应为 0 到 {most} 的整数", "en": "The seed is a whole number from 0 to {most}"},
    "new.bad_name": {
        "zh": '这个姓名不能用：不要用 / \\ : * ? " < > |，开头不要用 . - ~',
        "en": 'This name cannot be used: leave out / \\ : * ? " < > | and do not begin with . - ~',
    },
    "save.unreadable": {
        "zh": "文件读不了：{why}。文件没有动。",
        "en": "The file cannot be read: {why}. It is left as it is.",
    },
    "save.broken": {
        "zh": "存档已损坏，里面的内容不完整。文件保留原样，没有改动。",
        "en": "The save is damaged: what stands in it is not whole. The file is kept as it is.",
    },
    "save.foreign": {
        "zh": "这不是 Tenure 的存档。文件保留原样，没有改动。",
        "en": "This is not a save of Tenure. The file is kept as it is.",
    },
    "save.version": {
        "zh": (
            "这是另一版本的存档（第 {found} 版，这里能用的是第 {known} 版）。文件保留原样；请用相应版本的 Tenure 打开。"
        ),
        "en": (
            "This save is of another version ({found}; this Tenure knows {known}). It is "
            "kept as it is; open it with a Tenure of its own version."
        ),
    },
    "save.misfit": {
        "zh": "案例 {case} 不接受这份存档里的决策，可能是案例改过了。存档保留原样。",
        "en": (
            "The case {case} does not take the decisions in this save; it may "
            "have been changed. The save is kept as it is."
        ),
    },
    "save.other_case": {
        "zh": "案例 {case} 在这一局开始之后改过了，接着玩会得出另外的结果。存档保留原样。",
        "en": (
            "The case {case} was changed after this game began, so going on would "
            "give other results. The save is kept as it is."
        ),
    },
    "save.other_rules": {
        "zh": "这一局用的是第 {found} 版市场规则，这里是第 {known} 版，接着玩会得出另外的结果。存档保留原样。",
        "en": (
            "This game was played on version {found} of the market's rules; "
            "here it is {known}. The save is kept as it is."
        ),
    },
}
