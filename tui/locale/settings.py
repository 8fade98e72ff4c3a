"""The texts of the settings, themes and the command palette."""

SETTINGS: dict[str, dict[str, str]] = {
    "settings.title": {"zh": "设置", "en": "Settings"},
    "settings.language": {"zh": "语言", "en": "Language"},
    "settings.language.help": {
        "zh": "换语言不影响正在玩的一局：位置和草稿都不变。",
        "en": "Changing it leaves an open game where it is, place and draft.",
    },
    "settings.theme": {"zh": "配色", "en": "Colours"},
    "settings.theme.help": {
        "zh": "移动光标就能预览，按 {key_take} 选定。",
        "en": "Move the cursor to try one on; {key_take} keeps it.",
    },
    "settings.pace": {"zh": "演示速度", "en": "Pace"},
    "settings.pace.help": {
        "zh": "一个季度的三个月演示得多快。演示中随时可以按 {key_skip} 跳过。",
        "en": "How fast the three months of a quarter pass. {key_skip} skips the rest at any time.",
    },
    "settings.motion": {"zh": "动画", "en": "Motion"},
    "settings.motion.help": {
        "zh": "关闭以后，画面直接切换，不滑动、不闪烁。",
        "en": "When it is off, nothing on the screen slides or blinks: it simply changes.",
    },
    "settings.keys": {"zh": "按键", "en": "Keys"},
    "settings.keys.help": {
        "zh": "选中一个命令，按 {key_take}，再按新的键。按 {key_key_back} 恢复原来的键。",
        "en": "{key_take} on a command, then press its new key. {key_key_back} gives the first key back.",
    },
    # what can be chosen
    "settings.theme.light": {"zh": "浅色", "en": "Light"},
    "settings.theme.light.help": {"zh": "宣纸底，墨色字", "en": "ink on paper"},
    "settings.theme.dark": {"zh": "深色", "en": "Dark"},
    "settings.theme.dark.help": {"zh": "夜里看，不刺眼", "en": "easy on the eyes at night"},
    "settings.theme.high-contrast": {"zh": "高对比度", "en": "High contrast"},
    "settings.theme.high-contrast.help": {"zh": "黑底，白字和黄字", "en": "white and yellow on black"},
    "settings.theme.colour-safe": {"zh": "色觉友好", "en": "Colour-safe"},
    "settings.theme.colour-safe.help": {"zh": "不分红绿也能看清", "en": "never red against green"},
    "settings.pace.calm": {"zh": "从容", "en": "Calm"},
    "settings.pace.calm.help": {"zh": "每个月 {seconds} 秒", "en": "{seconds} seconds a month"},
    "settings.pace.brisk": {"zh": "较快", "en": "Brisk"},
    "settings.pace.brisk.help": {"zh": "每个月 {seconds} 秒", "en": "{seconds} seconds a month"},
    "settings.pace.at_once": {"zh": "不演示", "en": "At once"},
    "settings.pace.at_once.help": {"zh": "直接看结果", "en": "straight to the results"},
    "settings.motion.on": {"zh": "开启", "en": "On"},
    "settings.motion.on.help": {"zh": "画面可以移动", "en": "things may move"},
    "settings.motion.off": {"zh": "关闭", "en": "Off"},
    "settings.motion.off.help": {"zh": "画面静止", "en": "nothing moves by itself"},
    "sample.good": {"zh": "+ 1.2  留下的客户更多了", "en": "+ 1.2  more customers stay"},
    "sample.warning": {"zh": "!      竞争对手降价", "en": "!      a rival cuts its price"},
    "sample.bad": {"zh": "- 0.8  满意度下降", "en": "- 0.8  satisfaction falls"},
    "sample.muted": {"zh": "上季度 77.2 %", "en": "last quarter 77.2 %"},
    # keys
    "keys.all_first": {"zh": "原来的键", "en": "as they were"},
    "keys.changed": {"zh": "改了 {count} 个", "en": "{count} changed"},
    "keys.all_back": {"zh": "全部恢复原来的键", "en": "All keys as they were"},
    "keys.ask": {
        "zh": "“{command}”现在是 {key}。请按新的键。\n按 Esc 不改。",
        "en": "“{command}” is {key} now. Press its new key.\nEsc leaves it as it is.",
    },
    "keys.given": {"zh": "“{command}”现在是 {key}", "en": "“{command}” is {key} now"},
    "keys.are_back": {"zh": "所有按键都恢复了", "en": "All keys are as they were"},
    "keys.taken": {
        "zh": "{key} 已经用于“{other}”，没有改动",
        "en": "{key} already means “{other}”; nothing was changed",
    },
    "keys.of_lists": {
        "zh": "{key} 用来在列表和页面中移动，不能给别的命令",
        "en": "{key} moves through lists and pages, and cannot mean anything else",
    },
    "keys.types": {
        "zh": "{key} 会打出字来，而这个命令在输入文字时也要能用",
        "en": "{key} types a character, and this command must work while text is typed",
    },
    "keys.types_here": {"zh": "{key} 用来输入数字", "en": "{key} types a number"},
    "settings.not_kept": {
        "zh": "这次有效，但没能存下来：{reason}",
        "en": "It holds for now, but could not be saved: {reason}",
    },
    # the command palette
    "palette.ask": {"zh": "输入命令的名称……", "en": "Type the name of a command ..."},
    "palette.none": {"zh": "没有这个名称的命令", "en": "No command is called that"},
    "palette.none.help": {"zh": "换一个词，或按 Esc 返回", "en": "try another word, or go back with Esc"},
    "palette.visit": {"zh": "前往：{name}", "en": "go to: {name}"},
    "palette.theme": {"zh": "配色：{name}", "en": "colours: {name}"},
    "palette.language": {"zh": "语言：{name}", "en": "language: {name}"},
    "palette.language.help": {"zh": "界面改用{name}", "en": "say everything in {name}"},
}
