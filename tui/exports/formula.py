"""An expression of a question in the formula language of Moodle's calculated questions.

That language (Moodle, `question/type/calculated/questiontype.php`) has `+ - * /`, brackets, numbers, `{wildcards}` and
a list of PHP's functions. What rounds otherwise there (`round`) or is none of it (conditions, lists as such, our named
formulas) is not translated.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from decimal import Decimal

from scenarios.expressions import expression

_LONGEST = 1_000  # characters of a formula (design: ten lines; what follows from each other grows without end)
_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_OF_ONE = {"abs", "ceil", "floor", "sqrt", "exp", "log"}
_OF_MORE = {"min", "max"}


class NotInMoodle(ValueError):
    """Moodle's language cannot say it, or not with the same value."""


def in_moodle(text: str, names: Mapping[str, str]) -> str:
    """The expression with its names replaced by formulas; NotInMoodle where there is no such formula."""
    expression(text)
    return _bounded(_said(ast.parse(text.strip(), mode="eval").body, names))


def _said(node: ast.expr, names: Mapping[str, str]) -> str:
    match node:
        case ast.Constant(value=value):
            return format(Decimal(repr(value)), "f")
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return f"(0-{_said(operand, names)})"
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return f"pow({_said(left, names)},{_said(right, names)})"
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _bounded(f"({_said(left, names)}{_OPERATORS[type(op)]}{_said(right, names)})")
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, [_said(one, names) for one in _flat(arguments)])
    raise NotInMoodle


def _flat(arguments: list[ast.expr]) -> list[ast.expr]:
    return arguments[0].elts if len(arguments) == 1 and isinstance(arguments[0], ast.List) else arguments


def _call(name: str, arguments: list[str]) -> str:
    if name == "sum" and arguments:
        return f"({'+'.join(arguments)})"
    if (name in _OF_ONE and len(arguments) == 1) or (name in _OF_MORE and len(arguments) > 1):
        return f"{name}({','.join(arguments)})"
    raise NotInMoodle


def _bounded(formula: str) -> str:
    if len(formula) > _LONGEST:
        raise NotInMoodle
    return formula
