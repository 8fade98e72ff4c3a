"""The texts of the guide through the first quarter."""

GUIDE: dict[str, dict[str, str]] = {
    "guide.head": {"zh": "> 引导 {number}/{count}", "en": "> Guide {number}/{count}"},
    "guide.keys": {
        "zh": "{key_guide_next} 下一步 · {key_guide} 收起引导",
        "en": "{key_guide_next}: next · {key_guide}: put the guide away",
    },
    "guide.keys_away": {"zh": "{key_guide} 收起引导", "en": "{key_guide}: put the guide away"},
    "guide.brief": {
        "zh": "第一次玩？照这一栏说的一步一步来，五分钟走完第一个季度。先读案例，用 ↓ 或 PgDn 翻到"
        "最后的评分，读完按 {key_go_on}。",
        "en": "New here? Do what this box says, one thing at a time. Read the brief to its end with ↓ or PgDn: "
        "there stands what is marked. Then press {key_go_on}.",
    },
    "guide.life": {
        "zh": "这是全部客户：从左边进来，由培育期一路往右，疏远了就落进衰退期。最下面是各期流失的人数，"
        "最多的一期标着“最多”。看完按 {key_guide_next}。",
        "en": "All your customers: they come in on the left and move to the right, or drift into decline. At "
        "the bottom: where most are lost. Seen it? Press {key_guide_next}.",
    },
    "guide.target": {
        "zh": "12 个月保持率：一年前的客户，有多少到今天还没走。箭头后面是要达到的目标。按 {key_open_figure} "
        "看它的含义、算法和走势。",
        "en": "12-month retention: how many customers of a year ago have never left. The arrow leads to the "
        "target. Press {key_open_figure} for its story.",
    },
    "guide.story": {
        "zh": "每个数字都能这样打开：什么意思，怎么算，走势如何，受什么影响。看完按 {key_back} 回总览。",
        "en": "Every figure opens like this: what it means, how it is worked out, where it is going and why. "
        "Then press {key_back} to go back.",
    },
    "guide.signals": {
        "zh": "报告里不寻常的地方列在这里，只说看到什么，不说该怎么办；按 {key_signals} 看说明。"
        "没有信号不等于没有问题。接下来按 {key_decide} 做决策。",
        "en": "What is unusual in the reports stands here: what was seen, never what to do ({key_signals} tells more). "
        "Silence is no proof of health. Now press {key_decide}.",
    },
    "guide.lever": {
        "zh": "光标停在获客投入上。下面写着它的范围、作用、花费、多久见效，过多会怎样。"
        "按一下 {key_raise}，加一点试试。",
        "en": "The cursor is on acquisition spend. Below: what it does, its bounds, its cost and where it "
        "bends. Press {key_raise} once to raise it a little.",
    },
    "guide.allowance": {
        "zh": "这一行是本季度的额度：花了多少，还剩多少，用不完作废。第一个季度先照旧，按 {key_as_last} "
        "改回原来的样子。",
        "en": "The quarter's allowance: what your plan costs and what is left; the rest is lost. For a first "
        "quarter, change nothing yet: press {key_as_last} to go back.",
    },
    "guide.play": {
        "zh": "这三个月会怎样？可以先按 {key_forecast} 写下预测，不写也行。准备好了，按 {key_play} 开始经营这个季度。",
        "en": "What will these three months bring? {key_forecast} writes a forecast down, if you like. When "
        "you are ready, press {key_play} to play the quarter.",
    },
    "guide.show": {
        "zh": "三个月一天天过去，看客户怎么来、怎么走。不想等，按 {key_skip} 直接看结果；等到三个月过完，"
        "按 {key_go_on} 看结果。",
        "en": "Three months pass: watch customers come and go. {key_skip} leads to the results at once; or wait "
        "until they are over, then press {key_go_on}.",
    },
    "guide.reason": {
        "zh": "这里是最主要的原因：什么推客户走，什么留住客户。往下翻，还有利润和全部数据。看完按 "
        "{key_cockpit} 回总览。",
        "en": "The strongest reasons: what drove customers away and what held them. Money and all figures "
        "follow below. Then press {key_cockpit} for the cockpit.",
    },
    "guide.alone": {
        "zh": "接下来由你做主：按 {key_decide} 改一两项决策，按 {key_play} 经营，看完结果按 {key_cockpit} 回来。"
        "最后一个季度结束，就有成绩。按 {key_guide} 收起引导。",
        "en": "On your own now: {key_decide} to change a thing or two, {key_play} to play, {key_cockpit} to come back, "
        "each quarter. After the last one comes your grade. {key_guide} closes this.",
    },
    "guide.elsewhere": {
        "zh": "引导在“{place}”等你：按 {key}。",
        "en": "The guide waits on another screen ({place}): press {key}.",
    },
    "guide.away": {
        "zh": "引导收起来了，想接着看再按 {key_guide}",
        "en": "The guide is put away; {key_guide} brings it back",
    },
    "guide.none": {"zh": "这一局没有引导，或者已经走完", "en": "This game has no guide, or its guide is done"},
}
