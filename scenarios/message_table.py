"""The words of every problem the reader can find, by key; Chinese first, as it was written first."""

FILE_MESSAGES = {
    "missing_file": {
        "zh": "没有这个文件；请检查文件名和文件夹",
        "en": "there is no such file; check its name and folder",
    },
    "is_folder": {"zh": "这是文件夹；请给出其中的一个文件", "en": "this is a folder; give a file inside it"},
    "not_a_file": {"zh": "这是设备，不是文件；请给出一个文件", "en": "this is a device, not a file; give a file"},
    "not_permitted": {"zh": "没有读取权限；请检查文件的权限", "en": "the file may not be read; check its permissions"},
    "bad_path": {
        "zh": "路径里有不能用的字符；请换一个文件名",
        "en": "the path holds a character that no file name can have; check the name",
    },
    "unreadable": {"zh": "文件读不出来（{reason}）", "en": "the file cannot be read ({reason})"},
    "cannot_write": {
        "zh": "文件写不进去（{reason}）；没有改动任何内容",
        "en": "the file cannot be written ({reason}); nothing was changed",
    },
    "silent_pipe": {
        "zh": "管道在 {seconds} 秒内没有送完；请改用文件",
        "en": "the pipe did not finish within {seconds} seconds; give a file instead",
    },
    "too_big": {"zh": "文件太大；最多 {limit} KiB", "en": "the file is too large; allowed is up to {limit} KiB"},
    "empty": {"zh": "文件是空的", "en": "the file is empty"},
    "not_utf8": {
        "zh": "第 {position} 个字节（{byte}）不是 UTF-8；请把文件另存为 UTF-8",
        "en": "byte {position} ({byte}) is not UTF-8; save the file as UTF-8",
    },
    "other_encoding": {
        "zh": "第 {position} 个字节（{byte}）不是 UTF-8，文件看来是 {encoding}；请另存为 UTF-8",
        "en": "byte {position} ({byte}) is not UTF-8, the file looks like {encoding}; save it as UTF-8",
    },
    "invisible_character": {
        "zh": "这里有不可见字符 {character}；请删去",
        "en": "the invisible character {character} is not allowed; remove it",
    },
    "invisible_in_text": {
        "zh": "文字的第 {place} 个字符是不可见字符 {character}；请删去",
        "en": "character {place} of the text is the invisible {character}; remove it",
    },
    "tab_indent": {"zh": "行首缩进用了制表符；请改用空格", "en": "a tab indents this line; use spaces"},
    "too_deep": {"zh": "嵌套太深；最多 {limit} 层", "en": "nested too deeply; allowed are {limit} levels"},
    "too_many_values": {"zh": "内容太多；最多 {limit} 项", "en": "too many entries; allowed are up to {limit}"},
}

YAML_MESSAGES = {
    "alias": {
        "zh": "这里引用了别处的内容（*）；请写出内容，星号开头的文字请加引号",
        "en": "references (*) are not allowed; write the content out, or put text that begins with * in quotes",
    },
    "anchor": {
        "zh": "不能给内容起代号（&）；请删去，& 开头的文字请加引号",
        "en": "anchors (&) are not allowed; remove it, or put text that begins with & in quotes",
    },
    "tag": {
        "zh": "不能用标签 {found}；请删去，感叹号开头的文字请加引号",
        "en": "the tag {found} is not allowed; remove it, or put text that begins with ! in quotes",
    },
    "merge_key": {
        "zh": "不能用合并键 <<；请把字段逐个写出",
        "en": "the merge key << is not allowed; write the fields out",
    },
    "several_documents": {
        "zh": "一个文件只能有一份文档；请把 --- 以后的部分移到另一个文件",
        "en": "a file holds one document only; move what follows --- to a file of its own",
    },
    "two_readings_yes_no": {
        "zh": "{found} 可能被读成 {meaning}，也可能被读成文字；请写 {meaning}，或者加引号写成 {quoted}",
        "en": "{found} could mean {meaning} or a text; write {meaning}, or {quoted} in quotes",
    },
    "two_readings_number": {
        "zh": "{found} 在不同程序里是不同的数；请用普通数字书写，如果是文字请写成 {quoted}",
        "en": "programs disagree about the number {found}; write plain digits, or {quoted} in quotes for a text",
    },
    "two_readings_time": {
        "zh": "{found} 可能被读成日期或时间；请加引号写成 {quoted}",
        "en": "{found} could be read as a date or time; write {quoted} in quotes",
    },
    "key_not_text": {
        "zh": "字段名必须是文字；请加引号写成 {quoted}",
        "en": "a field's name must be text; write {quoted} in quotes",
    },
    "key_not_single": {
        "zh": "字段名必须是一段文字，不能是列表或一组字段；花括号或方括号开头的文字请加引号",
        "en": "a field's name must be one text; put text that begins with a bracket in quotes",
    },
    "yaml_start": {
        "zh": "值不能以 {found} 开头；请给这段文字加引号",
        "en": "a value cannot begin with {found}; put the text in quotes",
    },
    "yaml_colon": {
        "zh": "这里不该有冒号；请检查缩进，含冒号加空格的文字请加引号",
        "en": 'a colon does not fit here; check the indentation, and put text that holds ": " in quotes',
    },
    "yaml_no_colon": {
        "zh": "这一行缺少冒号；字段要写成「名称: 值」",
        "en": "a colon is missing; a field is written as name: value",
    },
    "yaml_dash": {
        "zh": "这里不能开始列表；「- 」要另起一行",
        "en": 'a list cannot begin here; put "- " on a line of its own',
    },
    "yaml_indent": {
        "zh": "这一行和前面的行对不上；请检查缩进、冒号和引号",
        "en": "this line does not fit the lines before it; check its indentation, colon and quotes",
    },
    "yaml_escape": {
        "zh": "双引号里的反斜杠后面不能这样写；反斜杠请写成 \\\\，或者改用单引号",
        "en": "this backslash means nothing in double quotes; write \\\\ for a backslash, or use single quotes",
    },
    "yaml_mark": {
        "zh": "以 * 或 & 开头的文字请加引号",
        "en": "put text that begins with * or & in quotes",
    },
    "yaml_other": {
        "zh": "这里不是正确的 YAML；请检查这一行及上一行的缩进、冒号和引号",
        "en": "this is not valid YAML; check indentation, colons and quotes on this line and the one before",
    },
    "not_closed": {
        "zh": "这里打开的 {found} 一直没有关闭",
        "en": "the {found} opened here is never closed",
    },
    "not_closed_before": {
        "zh": "第 {line} 行打开的 {found} 到这里应当有逗号或者关闭",
        "en": "a comma or the end of the {found} opened on line {line} is missing here",
    },
}

JSON_MESSAGES = {
    "json_expected": {"zh": "这里是{found}；应为{expected}", "en": "found {found}; expected {expected}"},
    "json_ends_early": {
        "zh": "文件不完整：{opened}没有结束；请重新取得完整的文件",
        "en": "the file ends too early: {opened} is not complete; get the whole file again",
    },
    "opened_here": {"zh": "第 {line} 行打开的 {found} ", "en": "the {found} opened on line {line}"},
    "opened_nothing": {"zh": "内容", "en": "its content"},
    "json_trailing": {
        "zh": "JSON 内容之后还有{found}；请删去",
        "en": "{found} follows the end of the JSON; remove it",
    },
    "json_word": {
        "zh": "{found} 不是 JSON 的值；可以是数字、双引号中的文字、true、false、null",
        "en": "{found} is no JSON value; allowed are numbers, text in double quotes, true, false, null",
    },
    "json_string": {
        "zh": "这段文字不是正确的 JSON；请检查反斜杠和引号",
        "en": "this text is not valid JSON; check its backslashes and quotes",
    },
    "json_piece": {"zh": " {piece}", "en": "{piece}"},
    "json_a_text": {"zh": "一段文字", "en": "a text"},
    "json_a_value": {"zh": "一个值", "en": "a value"},
    "json_a_name": {"zh": "双引号中的字段名", "en": "a field's name in double quotes"},
    "json_a_colon": {"zh": "冒号", "en": "a colon"},
    "json_a_comma": {"zh": "逗号或 {close}", "en": "a comma or {close}"},
}

VALUE_MESSAGES = {
    "duplicate_field": {
        "zh": "这个字段写了两次，第一次在第 {first} 行；请只留一个",
        "en": "the field appears twice, first on line {first}; keep one",
    },
    "not_finite": {
        "zh": "{found} 不是有限的数；请写普通的数字",
        "en": "{found} is not a finite number; write an ordinary number",
    },
    "number_too_large": {
        "zh": "{found} 这个数太大；最大为 10 的 18 次方",
        "en": "the number {found} is too large; whole numbers go up to 10 to the power 18",
    },
    "missing_field": {"zh": "缺少字段 {field}", "en": "the field {field} is missing"},
    "unknown_field": {"zh": "没有这个字段；可以是：{allowed}", "en": "this field is not known; allowed: {allowed}"},
    "unknown_field_none": {"zh": "没有这个字段；请删去", "en": "this field is not known; remove it"},
    "unknown_field_guess": {
        "zh": "没有这个字段；是不是 {guess}？",
        "en": "this field is not known; did you mean {guess}?",
    },
    "wrong_type": {"zh": "这里是{found}；应为{allowed}", "en": "found {found}; allowed is {allowed}"},
    "wrong_type_unquote": {
        "zh": "这里是{found}；应为{allowed}，请去掉引号",
        "en": "found {found}; allowed is {allowed}, so leave out the quotes",
    },
    "wrong_type_quote": {
        "zh": "这里是{found}；应为{allowed}，请加引号写成 {quoted}",
        "en": "found {found}; allowed is {allowed}, so write {quoted} in quotes",
    },
    "too_large": {"zh": "{found} 太大；允许的范围：{allowed}", "en": "{found} is too large; allowed is {allowed}"},
    "too_small": {"zh": "{found} 太小；允许的范围：{allowed}", "en": "{found} is too small; allowed is {allowed}"},
    "not_multiple": {
        "zh": "{found} 不合要求；应为 {step} 的倍数",
        "en": "{found} does not fit; allowed are multiples of {step}",
    },
    "not_allowed": {"zh": "不能是 {found}；可以是：{allowed}", "en": "{found} is not allowed; allowed: {allowed}"},
    "not_allowed_guess": {
        "zh": "不能是 {found}；是不是 {guess}？可以是：{allowed}",
        "en": "{found} is not allowed; did you mean {guess}? allowed: {allowed}",
    },
    "text_too_long": {
        "zh": "文字 {found} 太长；最多 {limit} 个字符",
        "en": "the text {found} is too long; allowed length: up to {limit}",
    },
    "text_too_short": {
        "zh": "文字 {found} 太短；至少 {limit} 个字符",
        "en": "the text {found} is too short; allowed length: {limit} or more",
    },
    "text_pattern": {
        "zh": "文字 {found} 的写法不对；应符合 {pattern}",
        "en": "the text {found} is not written as needed; it must match {pattern}",
    },
    "list_too_long": {
        "zh": "这里有 {found} 项，太多；最多 {limit} 项",
        "en": "too many entries ({found}); allowed are up to {limit}",
    },
    "list_too_short": {
        "zh": "这里有 {found} 项，太少；至少 {limit} 项",
        "en": "too few entries ({found}); at least {limit} must be given",
    },
    "does_not_fit": {"zh": "不合要求（{message}）", "en": "this does not fit ({message})"},
    "unlisted": {"zh": "{message}", "en": "{message}"},
}

NAME_MESSAGES = {
    "name_empty": {"zh": "名称是空的；请起一个名称", "en": "the name is empty; give a name"},
    "name_too_long": {
        "zh": "名称 {found} 太长；最多 {limit} 个字节",
        "en": "the name {found} is too long; allowed are up to {limit} bytes",
    },
    "name_character": {
        "zh": "名称 {found} 里有不能用的字符 {character}；请换掉",
        "en": "the name {found} holds {character}, which no name may hold; leave it out",
    },
    "name_start": {
        "zh": "名称 {found} 不能以 {character} 开头",
        "en": "the name {found} may not begin with {character}",
    },
    "name_end": {"zh": "名称 {found} 不能以 {character} 结尾", "en": "the name {found} may not end with {character}"},
    "name_reserved": {
        "zh": "{found} 是 Windows 保留的名称；请换一个",
        "en": "the name {found} is reserved by Windows; choose another",
    },
}

PHRASES = {
    "kind_text": {"zh": "文字", "en": "text"},
    "kind_integer": {"zh": "整数", "en": "a whole number"},
    "kind_number": {"zh": "数字", "en": "a number"},
    "kind_boolean": {"zh": " true 或 false", "en": "true or false"},
    "kind_null": {"zh": "空值", "en": "nothing"},
    "kind_list": {"zh": "列表", "en": "a list"},
    "kind_fields": {"zh": "一组字段", "en": "a group of fields"},
    "kind_range": {"zh": "{kind}（{range}）", "en": "{kind} ({range})"},
    "kind_choice": {"zh": " {choices}", "en": "{choices}"},
    "either": {"zh": "{first}或{second}", "en": "{first} or {second}"},
    "found_text": {"zh": "文字 {shown}", "en": "the text {shown}"},
    "found_number": {"zh": "数字 {shown}", "en": "the number {shown}"},
    "found_boolean": {"zh": " {shown}", "en": "{shown}"},
    "range_between": {"zh": "{low} 到 {high}", "en": "{low} to {high}"},
    "range_from": {"zh": "不小于 {low}", "en": "{low} or more"},
    "range_to": {"zh": "不大于 {high}", "en": "{high} or less"},
    "range_above": {"zh": "大于 {low}", "en": "more than {low}"},
    "range_below": {"zh": "小于 {high}", "en": "less than {high}"},
    "range_above_to": {"zh": "大于 {low} 且不大于 {high}", "en": "more than {low} and up to {high}"},
    "range_from_below": {"zh": "不小于 {low} 且小于 {high}", "en": "{low} or more and less than {high}"},
    "range_inside": {"zh": "大于 {low} 且小于 {high}", "en": "more than {low} and less than {high}"},
    "more_problems": {"zh": "还有 {count} 个问题", "en": "and {count} more problems"},
}

MESSAGES: dict[str, dict[str, str]] = {
    **FILE_MESSAGES,
    **YAML_MESSAGES,
    **JSON_MESSAGES,
    **VALUE_MESSAGES,
    **NAME_MESSAGES,
    **PHRASES,
}
