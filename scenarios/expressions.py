"""The little language of a question's numbers: arithmetic, comparisons and named formulas, with bounded work.

    expression("lifetime_value(m, r, d) - c").value({"m": 200, "r": 0.8, "d": 0.1, "c": 150})

A text is parsed by Python's own parser and walked node by node; what is not in the table below is refused, so nothing
of a file is ever executed. Numbers stay within 1e15, powers within 100, and every formula bounds its own work.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from math import isfinite
from typing import Any

from scenarios.findings import did_you_mean
from scenarios.messages import add_messages, quoted
from sim.formulas import FOR_QUESTIONS as FORMULAS

MOST_CHARACTERS = 600  # of one expression (design: six lines)
MOST_NODES = 300  # of its syntax tree (design)
MOST_DEPTH = 40  # of its syntax tree (design)
MOST_LISTED = 60  # entries of one list (design)
LARGEST = 1e15  # whole numbers are still exact in a float
LARGEST_POWER = 100  # exponent (design: no course calculation goes beyond a hundred periods)
_WORK = 4_000  # expressions kept parsed (design: the bundled bank has fewer)

Number = float | int
Value = Any  # a number, a truth, or a list of numbers


class ExpressionError(ValueError):
    """An expression that cannot be used: a key of the messages and what fills it."""

    def __init__(self, key: str, **context: Any) -> None:
        super().__init__(key)
        self.key, self.context = key, context


def _power(base: Number, exponent: Number) -> Number:
    if abs(exponent) > LARGEST_POWER:
        raise ExpressionError("expression_power", found=exponent, limit=LARGEST_POWER)
    return math.pow(base, exponent)


_OPERATORS: Mapping[type, Callable[..., Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: _power, ast.UAdd: operator.pos, ast.USub: operator.neg, ast.Not: operator.not_,
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip
ARITHMETIC: Mapping[str, Callable[..., Any]] = {
    "abs": abs, "min": min, "max": max, "sum": lambda *of: math.fsum(of), "round": lambda x, digits=0: round(x, digits),
    "floor": math.floor, "ceil": math.ceil, "sqrt": math.sqrt, "exp": math.exp, "log": math.log,
}  # fmt: skip
"""What plain arithmetic may call; `check:` may call nothing else."""
_ALLOWED = (
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Call, ast.Name, ast.Constant,
    ast.List, ast.Load, ast.operator, ast.unaryop, ast.boolop, ast.cmpop,
)  # fmt: skip


class Expression:
    """A parsed expression: the names that it needs, the functions that it calls, its value."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._body = _checked(text)
        self.calls = frozenset(_called(node) for node in ast.walk(self._body) if isinstance(node, ast.Call))
        self.names = frozenset(node.id for node in ast.walk(self._body) if isinstance(node, ast.Name)) - self.calls

    def value(self, names: Mapping[str, Number]) -> float:
        """Its number, given the numbers of its names; ExpressionError where there is none."""
        found = self._run(names)
        if isinstance(found, bool | list):
            raise ExpressionError("expression_not_a_number", text=quoted(self.text))
        return float(found)

    def holds(self, names: Mapping[str, Number]) -> bool:
        """Whether it is true, given the numbers of its names; ExpressionError where it is no condition."""
        found = self._run(names)
        if not isinstance(found, bool):
            raise ExpressionError("expression_not_a_condition", text=quoted(self.text))
        return found

    def _run(self, names: Mapping[str, Number]) -> Value:
        try:
            return _value(self._body, names)
        except ExpressionError:
            raise
        except (ValueError, ArithmeticError, TypeError) as error:
            raise ExpressionError("expression_fails", text=quoted(self.text)) from error


@lru_cache(maxsize=_WORK)
def expression(text: str) -> Expression:
    """The expression of a text; ExpressionError where it is not one of this language."""
    return Expression(text)


def _checked(text: str) -> ast.expr:
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError("expression_too_long", found=len(text), limit=MOST_CHARACTERS)
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError("expression_syntax", text=quoted(text)) from error
    _bounded(tree, text)
    for node in ast.walk(tree):
        _permitted(node)
    return tree.body


def _bounded(tree: ast.AST, text: str) -> None:
    level, nodes, depth = [tree], 0, 0
    while level:
        nodes, depth = nodes + len(level), depth + 1
        if nodes > MOST_NODES or depth > MOST_DEPTH:
            raise ExpressionError("expression_too_large", text=quoted(text), limit=MOST_NODES)
        level = [child for node in level for child in ast.iter_child_nodes(node)]


def _permitted(node: ast.AST) -> None:
    if not isinstance(node, _ALLOWED) or any(type(op) not in _OPERATORS for op in _operators(node)):
        raise ExpressionError("expression_forbidden", found=quoted(ast.unparse(node)))
    if isinstance(node, ast.Constant):
        _permitted_constant(node.value)
    if isinstance(node, ast.List) and len(node.elts) > MOST_LISTED:
        raise ExpressionError("expression_list", found=len(node.elts), limit=MOST_LISTED)
    if isinstance(node, ast.Call):
        _permitted_call(node)


def _operators(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.Compare):
        return list(node.ops)
    return [node.op] if isinstance(node, ast.BinOp | ast.UnaryOp) else []


def _permitted_call(node: ast.Call) -> None:
    name = _called(node)
    if node.keywords or not name:
        raise ExpressionError("expression_forbidden", found=quoted(ast.unparse(node)))
    if name not in ARITHMETIC and name not in FORMULAS:
        guess = did_you_mean(name, FORMULAS)
        raise ExpressionError(
            "expression_formula_guess" if guess else "expression_formula", found=quoted(name), guess=guess
        )


def _permitted_constant(value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ExpressionError("expression_forbidden", found=quoted(repr(value)))
    if abs(value) > LARGEST:
        raise ExpressionError("expression_overflow", limit=LARGEST)


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _value(node: ast.expr, names: Mapping[str, Number]) -> Value:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return _named(name, names)
        case ast.List(elts=entries):
            return [_number(_value(entry, names)) for entry in entries]
        case ast.UnaryOp(op=op, operand=operand):
            return _OPERATORS[type(op)](_value(operand, names))
        case ast.BinOp(left=left, op=op, right=right):
            return _bound(_OPERATORS[type(op)](_number(_value(left, names)), _number(_value(right, names))))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _value(body if _value(test, names) else orelse, names)
        case ast.Call(args=arguments):
            return _call(_called(node), [_value(one, names) for one in arguments])
    return _truth(node, names)


def _truth(node: ast.expr, names: Mapping[str, Number]) -> bool:
    if isinstance(node, ast.BoolOp):
        combine = all if isinstance(node.op, ast.And) else any
        return combine(bool(_value(one, names)) for one in node.values)
    if isinstance(node, ast.Compare):
        return all(_comparisons(node, names))
    raise ExpressionError("expression_forbidden", found=quoted(ast.unparse(node)))


def _named(name: str, names: Mapping[str, Number]) -> Number:
    if name not in names:
        raise ExpressionError("expression_name", found=quoted(name), allowed=tuple(sorted(names)))
    return names[name]


def _comparisons(node: ast.Compare, names: Mapping[str, Number]) -> Iterator[bool]:
    left = _value(node.left, names)
    for op, comparator in zip(node.ops, node.comparators, strict=True):
        right = _value(comparator, names)
        yield bool(_OPERATORS[type(op)](left, right))
        left = right


def _call(name: str, arguments: list[Value]) -> Value:
    if name in ARITHMETIC:
        flat = arguments[0] if len(arguments) == 1 and isinstance(arguments[0], list) else arguments
        return _bound(ARITHMETIC[name](*flat))
    from sim import formulas

    return _bound(getattr(formulas, name)(*(_whole(one) for one in arguments)))


def _whole(value: Value) -> Value:
    """Whole numbers as formulas take them: 12 agents, not 12.0."""
    if isinstance(value, list):
        return [_whole(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _number(value: Value) -> Number:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ExpressionError("expression_not_a_number", text=quoted(str(value)))
    return value


def _bound(value: Value) -> Number:
    number = _number(value)
    if not isfinite(number) or abs(number) > LARGEST:
        raise ExpressionError("expression_overflow", limit=LARGEST)
    return number


add_messages(
    {
        "expression_syntax": {
            "zh": "{text} 不是算式；可用数字、名称、+ - * / ** ( ) 和公式名",
            "en": "{text} is not an expression; use numbers, names, + - * / ** ( ) and formulas",
        },
        "expression_too_long": {
            "zh": "算式有 {found} 个字符，最多 {limit} 个；请拆成几步",
            "en": "the expression has {found} characters, allowed are {limit}; break it into steps under let",
        },
        "expression_too_large": {
            "zh": "算式 {text} 太复杂；请在 let 里拆成几步",
            "en": "the expression {text} is too complex; break it into steps under let",
        },
        "expression_forbidden": {
            "zh": "算式里不能用 {found}；只能用数字、名称、+ - * / **、比较和公式",
            "en": "{found} is not allowed in an expression; use numbers, names, + - * / **, comparisons and formulas",
        },
        "expression_list": {
            "zh": "列表有 {found} 项，最多 {limit} 项",
            "en": "the list has {found} entries, allowed are {limit}",
        },
        "expression_formula": {
            "zh": "没有公式 {found}；tenure questions list --formulas 列出可用的公式",
            "en": "there is no formula {found}; tenure questions list --formulas names them",
        },
        "expression_formula_guess": {
            "zh": "没有公式 {found}；是不是 {guess}？",
            "en": "there is no formula {found}; did you mean {guess}?",
        },
        "expression_name": {
            "zh": "没有名为 {found} 的数；given 和 let 里有 {allowed}",
            "en": "no number is called {found}; given and let have {allowed}",
        },
        "expression_power": {
            "zh": "指数是 {found}，最多 {limit}",
            "en": "the exponent is {found}, allowed is up to {limit}",
        },
        "expression_overflow": {
            "zh": "算式里的数太大；最大 {limit}",
            "en": "a number of the expression is too large; allowed is up to {limit}",
        },
        "expression_not_a_number": {
            "zh": "{text} 得出的不是一个数",
            "en": "{text} does not come to a number",
        },
        "expression_not_a_condition": {
            "zh": "{text} 不是条件；请写成比较，例如 m > c",
            "en": "{text} is no condition; write a comparison such as m > c",
        },
        "expression_fails": {
            "zh": "{text} 算不出来：除数为零，或有数超出了公式的范围",
            "en": "{text} cannot be computed: a division by zero, or a number outside what a formula takes",
        },
    }
)
