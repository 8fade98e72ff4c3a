"""The texts of the forecast and of practice."""

FORECAST: dict[str, dict[str, str]] = {
    # the forecast, while deciding
    "forecast.title": {"zh": "预测第 {number} 季度（{months}）", "en": "Forecast of quarter {number} ({months})"},
    "forecast.lead": {
        "zh": "这一季度会怎样？每项填一个你有八成把握的范围，可以只填一项，也可以都不填。",
        "en": "What do you expect? Give a range that you are 80% sure of: for both figures, for one, or for none.",
    },
    "forecast.past": {"zh": "最近四个季度", "en": "the last four quarters"},
    "forecast.retention_field": {"zh": "季末 12 个月保持率（%）", "en": "Retention at the end, %"},
    "forecast.profit_field": {"zh": "本季度利润（元）", "en": "Profit of the quarter"},
    "forecast.to": {"zh": "到", "en": "to"},
    "forecast.hint": {
        "zh": "Enter 保存，Del 清除，Esc 不改动",
        "en": "Enter keeps it, Del takes it away, Esc changes nothing",
    },
    "forecast.one_end": {"zh": "{name}：两头都要填", "en": "{name}: fill in both ends"},
    "forecast.no_number": {"zh": "{name}：只能填数字", "en": "{name}: only numbers can be read here"},
    "forecast.outside": {"zh": "{name}：应在 {range} 之间", "en": "{name}: take numbers from {range}"},
    "forecast.crossed": {
        "zh": "{name}：{low} 比 {high} 大，请把小的填在前面",
        "en": "{name}: {low} is above {high}; the lower one comes first",
    },
    "forecast.over": {
        "zh": "这一局已经结束，没有可预测的季度了",
        "en": "This game is over: there is no quarter left to forecast",
    },
    "forecast.yours": {"zh": "你的预测：{ranges}", "en": "Your forecast: {ranges}"},
    "forecast.retention": {"zh": "保持率", "en": "retention"},
    "forecast.profit": {"zh": "利润", "en": "profit"},
    # the forecast, once the quarter has passed
    "forecast.compared": {
        "zh": "{measure}：预测 {expected}，结果 {came}，{verdict}。",
        "en": "{measure}: expected {expected}, came to {came}: {verdict}.",
    },
    "forecast.held": {"zh": "命中", "en": "held"},
    "forecast.above": {"zh": "未命中，比范围高 {off}", "en": "missed, {off} above the range"},
    "forecast.below": {"zh": "未命中，比范围低 {off}", "en": "missed, {off} below the range"},
    "forecast.undecided": {"zh": "没有数据，无法判断", "en": "cannot be judged"},
    "forecast.so_far": {
        "zh": "到目前为止，{count} 个范围命中 {held} 个；按八成把握，平均应命中 {due} 个。",
        "en": "So far {held} of {count} ranges held; being 80% sure means {due} on average.",
    },
    "forecast.too_narrow": {
        "zh": "这不像只是运气不好：你没有自己想的那么有把握，范围可以放宽些。",
        "en": "Bad luck alone hardly explains this: you are less sure than you think, so take wider ranges.",
    },
    "forecast.too_wide": {
        "zh": "这不像只是运气好：你比自己想的更有把握，范围可以收窄些。",
        "en": "Good luck alone hardly explains this: you know more than you say, so take narrower ranges.",
    },
    # the forecasts of a whole game
    "forecast.ranges": {"zh": "范围", "en": "ranges"},
    "forecast.were_held": {"zh": "命中", "en": "held"},
    "forecast.width": {"zh": "平均宽度", "en": "mean width"},
    "forecast.yours_scored": {"zh": "你的误差分", "en": "your score"},
    "forecast.thumb_scored": {"zh": "照搬上季度", "en": "as last quarter"},
    "forecast.how_scored": {
        "zh": (
            "误差分：范围的宽度，未命中时再加差距的 10 倍，越小越好，不计入成绩。"
            "“照搬上季度”：以上一季度的数值为准，上下各留出平常的波动。"
        ),
        "en": (
            "A score is a range's width plus ten times its miss: lower is better, and no marks depend on it. "
            "“As last quarter” expects the last figure, give or take its usual change."
        ),
    },
    # practice
    "practice.title": {"zh": "从哪个季度练起？", "en": "Practise from which quarter?"},
    "practice.lead": {
        "zh": (
            "另开一局：客户相同，运气相同。之前的季度照旧，从选定的季度起换一种做法试试。"
            "练习局不用来交作业，原来这一局也不受影响。"
        ),
        "en": (
            "This begins a game of its own with the same customers and the same luck. Earlier quarters stay as "
            "you played them; from here on decide otherwise. It is not handed in, and this game stays as it is."
        ),
    },
    "practice.nothing_yet": {
        "zh": "还没有经营过任何一个季度，没有可练习的",
        "en": "No quarter has been played yet, so there is none to practise",
    },
    "practice.mark": {"zh": "练习（从第 {quarter} 季度起）", "en": "practice from quarter {quarter}"},
}
