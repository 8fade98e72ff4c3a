"""The texts of the cockpit."""

COCKPIT: dict[str, dict[str, str]] = {
    "cockpit.life": {
        "zh": "客户在哪里，从哪里流失：{months}",
        "en": "where customers are, and where they are lost: {months}",
    },
    "cockpit.life_before": {
        "zh": "接手时的情况：客户在哪里，从哪里流失（{months}）",
        "en": "as you find it: where customers are, and where they are lost ({months})",
    },
    "cockpit.figures": {
        "zh": "主要指标（→ 后面是目标；方向键选择，Enter 看详情）",
        "en": "key figures (→ is the target; arrows choose, Enter tells more)",
    },
    "cockpit.signals": {"zh": "值得看一看（按 {key_signals} 看说明）", "en": "worth a look ({key_signals} tells more)"},
    "cockpit.quiet": {"zh": "没有特别的信号。", "en": "Nothing stands out."},
    "signals.quiet": {
        "zh": "这个季度的报告里没有特别的信号。没有信号不等于没有问题：报告有误差，有些变化也要过一段时间才看得出来。",
        "en": "Nothing in this quarter's reports stands out. That is no proof of health: reports err, and some changes "
        "take a while to show.",
    },
    "signals.see": {"zh": "细看：{name}", "en": "look at: {name}"},
    "cockpit.acquired": {"zh": "新增", "en": "new"},
    "cockpit.referred": {"zh": "其中推荐", "en": "referred"},
    "cockpit.won_back": {"zh": "其中赢回", "en": "won back"},
    "cockpit.lost": {"zh": "流失", "en": "lost"},
    "cockpit.most": {"zh": "最多", "en": "most"},
    "cockpit.trend": {"zh": "两年走势", "en": "two years"},
    "cockpit.money": {"zh": "钱从哪里来，到哪里去", "en": "where money comes from, and where it goes"},
    "cockpit.in_force": {"zh": "上季度的决策", "en": "last quarter's decisions"},
    "cockpit.none_yet": {"zh": "现行的做法（默认）", "en": "what is in force (the default)"},
    "cockpit.allowance": {"zh": "本季额度剩 {left}", "en": "allowance left {left}"},
    "help.in_the_cockpit": {"zh": "总览", "en": "In the cockpit"},
}
