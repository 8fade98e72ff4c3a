"""The words of the checks that go over several fields of a case, a plan or a run; Chinese written first."""

from __future__ import annotations

from scenarios.messages import add_messages

CASE_MESSAGES = {
    "no_such_case": {
        "zh": "没有叫这个名字的案例；自带的案例：{allowed}。自己的案例请给出路径，例如 ./my-case.yaml",
        "en": "no case has this name; bundled: {allowed}. For a case of your own give its path, such as ./my-case.yaml",
    },
    "no_such_case_guess": {
        "zh": "没有叫这个名字的案例；是不是 {guess}？自带的案例：{allowed}",
        "en": "no case has this name; did you mean {guess}? bundled: {allowed}",
    },
    "not_an_id": {
        "zh": "id 不能是 {found}；只用小写字母、数字和连字符，以字母开头，最多 40 个字符",
        "en": "{found} is no id; allowed are up to 40 of a-z, 0-9 and hyphens, beginning with a letter",
    },
    "sum_of_shares": {
        "zh": "份额合计为 {total}；应为 {needed}",
        "en": "the shares add up to {total}; they must add up to {needed}",
    },
    "shares_of_firms": {
        "zh": "各企业的份额合计为 {total}；最多为 1，其余的人还没有选任何企业",
        "en": "the firms' shares add up to {total}; allowed is up to 1, the rest of the people are with nobody",
    },
    "same_id": {
        "zh": "{id} 这个 id 用了两次，第一次在第 {first} 行；请改一个",
        "en": "the id {id} is used twice, first on line {first}; change one of them",
    },
    "unknown_firm": {
        "zh": "没有叫 {found} 的企业；可以是：{allowed}",
        "en": "there is no firm {found}; allowed: {allowed}",
    },
    "unknown_firm_guess": {
        "zh": "没有叫 {found} 的企业；是不是 {guess}？可以是：{allowed}",
        "en": "there is no firm {found}; did you mean {guess}? allowed: {allowed}",
    },
    "too_few_people": {
        "zh": "{people} 人太少；pool 为 {pool} 时至少要 {least} 人",
        "en": "{people} people are too few; with a pool of {pool} there must be {least} or more",
    },
    "too_many_people": {
        "zh": "{people} 人太多；pool 为 {pool} 时最多 {most} 人（每人代表 {weight} 人）",
        "en": "{people} people are too many; with a pool of {pool} allowed are up to {most} (one stands for {weight})",
    },
    "too_many_calls": {
        "zh": "这么多人一个月约有 {calls} 个来电；最多 {most} 个，请减少 people 或各群体的 calls",
        "en": "these people make about {calls} calls a month; allowed are {most}: lower people or the segments' calls",
    },
    "bounds_crossed": {
        "zh": "下限 {low} 应当小于上限 {high}",
        "en": "the lower bound {low} must be below the upper bound {high}",
    },
    "step_too_large": {
        "zh": "步长 {step} 太大；上下限相差 {range}",
        "en": "the step {step} is too large; the bounds are {range} apart",
    },
    "outside_bounds": {
        "zh": "{found} 不在这个案例的范围内；允许的范围：{allowed}",
        "en": "{found} is outside this case's bounds; allowed is {allowed}",
    },
    "open_and_set": {
        "zh": "{lever} 已经在 levers 里开放，默认值请写在那里",
        "en": "{lever} is already open under levers; set its default there",
    },
    "no_levers": {
        "zh": "没有开放任何决策；可以是：{allowed}",
        "en": "no lever is open; allowed: {allowed}",
    },
    "when": {
        "zh": "事件要么写 month（固定的月份），要么写 chance（每月发生的概率），只写一个",
        "en": "an event needs one of two: a month (when it happens) or a chance (how likely it is each month)",
    },
    "day_without_month": {
        "zh": "写了 day 就要写 month；随机事件的日子由运气决定",
        "en": "a day needs a month; luck chooses the day of an event by chance",
    },
    "after_the_end": {
        "zh": "第 {month} 个月在案例结束以后；案例共 {months} 个月",
        "en": "month {month} is after the end; the case lasts {months} months",
    },
    "weights": {
        "zh": "权重合计为 {total}；应为 100",
        "en": "the weights add up to {total}; they must add up to 100",
    },
    "band_name": {
        "zh": "等级的名称不能是 {found}；应有 1 到 {limit} 个字符",
        "en": "{found} is no name of a band; allowed are 1 to {limit} characters",
    },
    "bands_order": {
        "zh": "等级 {band} 从 {least} 分起，应当低于前一级的 {before} 分；请从高到低写",
        "en": "the band {band} begins at {least}; allowed is less than {before}, as the best band is written first",
    },
    "bands_end": {
        "zh": "最后一级 {band} 从 {least} 分起；应从 0 分起，使每个分数都有等级",
        "en": "the last band {band} begins at {least}; it must begin at 0, so that every mark has a band",
    },
    "order_of_two": {
        "zh": "{name} 为 {value}；应当小于 {other}（{limit}）",
        "en": "{name} is {value}; it must be below {other} ({limit})",
    },
    "sum_at_most": {
        "zh": "合计为 {total}；最多为 {most}",
        "en": "the values add up to {total}; allowed is up to {most}",
    },
    "text_missing": {
        "zh": "缺少 {language} 的文字；languages 声明了 {languages}",
        "en": "the text in {language} is missing; languages declares {languages}",
    },
    "several_lines": {
        "zh": "标题和名称只能写一行",
        "en": "a title or a name stands on one line",
    },
    "same_language": {"zh": "{language} 写了两次；请只留一个", "en": "{language} appears twice; keep one"},
    "one_language": {
        "zh": "只有 {language} 的文字；读另一种语言的学生会看到同样的文字",
        "en": "the texts are in {language} only; readers of the other language will see them as they are",
    },
    "no_brief": {
        "zh": "没有 {language} 的案例说明；请写 brief，或者在案例旁边放 brief.{language}.md",
        "en": "there is no brief in {language}; write brief here, or put brief.{language}.md beside the case",
    },
    "cash_is_marked": {
        "zh": "按现金利润评分会奖励停止获客、亏待顾客的做法；建议用 value_created（利润加顾客资产的变化）",
        "en": "marking cash profit rewards starving the firm; value_created counts the customers it will have, too",
    },
}

PLAN_MESSAGES = {
    "other_case": {
        "zh": "这份计划是 {found} 的，这里的案例是 {case}；请换一份计划或者换一个案例",
        "en": "this plan is for {found}, and the case is {case}; take another plan or another case",
    },
    "quarters_missing": {
        "zh": "计划有 {found} 个季度，{case} 有 {needed} 个，还缺 {count} 个；什么都不改的季度请写 same",
        "en": "the plan has {found} quarters, {case} has {needed}: {count} missing; write same for one without changes",
    },
    "quarters_too_many": {
        "zh": "计划有 {found} 个季度，{case} 只有 {needed} 个，多了 {count} 个；请删去",
        "en": "the plan has {found} quarters, {case} has {needed}: {count} too many; remove them",
    },
    "over_allowance": {
        "zh": "第 {quarter} 季度计划花 {planned}，额度为 {allowance}：请减少 {cut}",
        "en": "quarter {quarter} plans {planned}, the allowance is {allowance}: cut {cut}",
    },
}

add_messages(CASE_MESSAGES)
add_messages(PLAN_MESSAGES)
