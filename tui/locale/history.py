"""Why a practice history cannot be used."""

HISTORY = {
    "history.unreadable": {
        "zh": "练习记录 {path} 打不开：{why}。文件保留原样，没有改动。",
        "en": "The practice history {path} cannot be opened: {why}. It is left as it is.",
    },
    "history.busy": {
        "zh": "另一个窗口正在写练习记录，请稍后再试。",
        "en": "Another window is writing the practice history; try again in a moment.",
    },
    "history.broken": {
        "zh": "练习记录 {path} 已损坏。文件保留原样，没有改动；请换用备份，或把它移走后重新开始。",
        "en": (
            "The practice history {path} is damaged. It is kept as it is; use a copy of it, or "
            "move it away to begin anew."
        ),
    },
    "history.foreign": {
        "zh": "{path} 不是 Tenure 的练习记录。文件保留原样，没有改动。",
        "en": "{path} is not a practice history of Tenure. It is kept as it is.",
    },
    "history.version": {
        "zh": (
            "练习记录 {path} 是另一版本的（第 {found} 版，这里能用的是第 {known} 版）。"
            "文件保留原样；请用相应版本的 Tenure 打开。"
        ),
        "en": (
            "The practice history {path} is of another version ({found}; this Tenure knows {known}). "
            "It is kept as it is; open it with a Tenure of its own version."
        ),
    },
    "history.none": {"zh": "没有 {path} 这个文件。", "en": "There is no file {path}."},
    "history.too_large": {
        "zh": "{path} 太大，无法合并（最大 {most} MB）。",
        "en": "{path} is too large to be taken in (at most {most} MB).",
    },
}
