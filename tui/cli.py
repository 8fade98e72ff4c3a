"""The `tenure` command. A verb's module is imported when it is called; help and version load nothing heavy."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

from tui.verbs.answer import DONE, NO, WRONG_USAGE, Answer, Refused
from tui.verbs.texts import text

PROGRAM = "tenure"
LANGUAGES = ("en", "zh")
INTERRUPTED = 130  # what shells call a program ended by ctrl+c
EXAMPLES = {
    "": "tenure",
    "play": "tenure play web-shop",
    "run": "tenure run web-shop --plan my-plan.yaml --seed 7 --save my-run.json",
    "replay": "tenure replay my-run.json",
    "grade": "tenure grade runs/*.json",
    "case": "tenure case check my-case.yaml",
    "case list": "tenure case list",
    "case show": "tenure case show city-mobile",
    "case check": "tenure case check my-case.yaml",
    "case schema": "tenure case schema plan > plan.schema.json",
    "paper": "tenure paper --minutes 90 --seed 7",
    "practise": "tenure practise --exam 2027-01-09",
    "export": "tenure export questions --to moodle --out crm.xml",
    "export questions": "tenure export questions --to moodle --out crm.xml --lang zh",
    "questions": "tenure questions check my-bank.yaml",
    "questions list": "tenure questions list --type calculation",
    "questions check": "tenure questions check my-bank.yaml",
    "questions show": "tenure questions show clv-first-margin-at-once --answers",
    "where": "tenure where",
}
"""An example of each command, printed at the end of its help."""
QUESTION_TYPES = ("single", "multiple", "judge", "term", "short", "calculation", "case", "essay")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say; the exit code. Errors are sentences on standard error, never a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    language = _language(words)
    try:
        answer = _answer(words, language)
        _print(answer)
        return answer.code
    except Refused as refused:
        return _complain(refused.message, refused.code)
    except BrokenPipeError:
        return _reader_has_gone()
    except KeyboardInterrupt:
        return _complain(text(language, "stopped"), INTERRUPTED)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else DONE
    except Exception as error:  # a bug: one sentence for the person, the rest for the log
        return _complain(text(language, "crashed", log=_write_log(error)), NO)


def _answer(words: list[str], language: str) -> Answer:
    options = _parser(language).parse_args(words)
    language = getattr(options, "lang", None) or language
    _refuse_other_sim(language)
    from scenarios.problems import DocumentError

    verb: Callable[[argparse.Namespace, str], Answer]
    verb = import_module(f"tui.verbs.{options.module}").answer
    try:
        return verb(options, language)
    except DocumentError as error:
        return Answer(errors=error.report(language), code=NO)


def _language(words: Sequence[str]) -> str:
    """The language of help and complaints: what the arguments ask for, else the environment, else English."""
    for place, word in enumerate(words):
        asked = word.partition("=")[2] if word.startswith("--lang=") else None
        if word == "--lang" and place + 1 < len(words):
            asked = words[place + 1]
        if asked in LANGUAGES:
            return str(asked)
    from tui.texts import language_from

    return language_from() or "en"


# -- the parser --------------------------------------------------------------------------------------------------------
class _Parser(argparse.ArgumentParser):
    """A parser that speaks the reader's language, prints an example, and complains in one sentence."""

    def __init__(self, language: str, command: str, **settings: Any) -> None:
        super().__init__(
            description=text(language, settings.pop("about")),
            epilog=f"{text(language, 'example')}\n  {EXAMPLES[command]}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            add_help=False,
            allow_abbrev=False,
            **settings,
        )
        self.language = language
        self._positionals.title, self._optionals.title = text(language, "arguments"), text(language, "options")
        self.add_argument("-h", "--help", action="help", help=text(language, "help"))
        self.add_argument(
            "--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=text(language, "lang"), metavar="{en,zh}"
        )

    def say(self, id: str) -> str:
        """A text of the help."""
        return text(self.language, id)

    def format_help(self) -> str:
        """The help, its heading in the reader's language."""
        return super().format_help().replace("usage: ", self.say("usage"), 1)

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments in one sentence, and say where the help is."""
        sentence = _complaint(message, self.language)
        raise Refused(f"{self.prog}: {sentence}\n{text(self.language, 'try_help', command=self.prog)}", WRONG_USAGE)


def _parser(language: str) -> _Parser:
    parser = _Parser(language, "", about="about", prog=PROGRAM)
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {_Version()}", help=parser.say("version"))
    parser.set_defaults(module="play", case=None)
    verbs = parser.add_subparsers(title=parser.say("commands"), metavar="COMMAND", prog=PROGRAM)
    for name, fill in (
        ("play", _play), ("run", _run), ("replay", _replay), ("grade", _grade), ("case", _case),
        ("practise", _practise), ("questions", _questions), ("export", _export), ("paper", _paper), ("where", _nothing),
    ):  # fmt: skip
        _add(verbs, language, name, name, fill)
    return parser


def _add(verbs: Any, language: str, command: str, module: str, fill: Callable[[_Parser], None]) -> None:
    about = command.replace(" ", "_")
    name = command.rpartition(" ")[2]
    parser = verbs.add_parser(name, language=language, command=command, about=about, help=text(language, about))
    parser.set_defaults(module=module)
    fill(parser)


def _play(parser: _Parser) -> None:
    parser.add_argument("case", nargs="?", metavar="CASE", help=parser.say("case_argument"))


def _run(parser: _Parser) -> None:
    parser.add_argument("case", metavar="CASE", help=parser.say("case_argument"))
    parser.add_argument("--plan", metavar="FILE", help=parser.say("plan"))
    parser.add_argument("--seed", metavar="N", help=parser.say("seed"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=parser.say("json"))
    form.add_argument("--csv", action="store_true", help=parser.say("csv"))
    parser.add_argument("--grade", action="store_true", help=parser.say("with_grade"))
    parser.add_argument("--save", metavar="FILE", help=parser.say("save"))
    parser.add_argument("--player", metavar="NAME", help=parser.say("player"))


def _replay(parser: _Parser) -> None:
    parser.add_argument("file", metavar="FILE", help=parser.say("file"))
    parser.add_argument("--case", metavar="FILE", help=parser.say("own_case"))


def _grade(parser: _Parser) -> None:
    parser.add_argument("files", metavar="RUN", nargs="+", help=parser.say("file"))
    parser.add_argument("--case", metavar="FILE", help=parser.say("own_case"))
    parser.add_argument("--csv", action="store_true", help=parser.say("csv"))


def _case(parser: _Parser) -> None:
    actions = parser.add_subparsers(title=parser.say("commands"), metavar="ACTION", prog=parser.prog, required=True)
    for action, fill in (("list", _nothing), ("show", _one_case), ("check", _one_case), ("schema", _schema)):
        _add(actions, parser.language, f"case {action}", f"case_{action}", fill)


def _one_case(parser: _Parser) -> None:
    parser.add_argument("case", metavar="CASE", help=parser.say("case_argument"))


def _schema(parser: _Parser) -> None:
    parser.add_argument(
        "kind",
        nargs="?",
        choices=("case", "plan", "run", "questions", "profile"),
        default="case",
        help=parser.say("kind"),
    )


def _paper(parser: _Parser) -> None:
    parser.add_argument("--blueprint", metavar="NAME", default="final", help=parser.say("blueprint"))
    parser.add_argument("--profile", metavar="NAME", default="outline", help=parser.say("profile"))
    parser.add_argument("--minutes", metavar="N", help=parser.say("minutes"))
    parser.add_argument("--seed", metavar="N", help=parser.say("paper_seed"))
    parser.add_argument("--print", metavar="FILE", help=parser.say("print"))
    parser.add_argument("--versions", metavar="N", help=parser.say("versions"))


def _practise(parser: _Parser) -> None:
    from scenarios.glossary import THEMES

    parser.add_argument("--profile", metavar="NAME", help=parser.say("profile"))
    parser.add_argument("--exam", metavar="DATE", help=parser.say("exam"))
    parser.add_argument("--theme", choices=THEMES, metavar="THEME", help=parser.say("practise_theme"))
    parser.add_argument("--merge", metavar="FILE", help=parser.say("practise_merge"))


def _questions(parser: _Parser) -> None:
    actions = parser.add_subparsers(title=parser.say("commands"), metavar="ACTION", prog=parser.prog, required=True)
    for action, fill in (("list", _which_questions), ("check", _bank), ("show", _one_question)):
        _add(actions, parser.language, f"questions {action}", f"questions_{action}", fill)


def _export(parser: _Parser) -> None:
    actions = parser.add_subparsers(title=parser.say("commands"), metavar="ACTION", prog=parser.prog, required=True)
    _add(actions, parser.language, "export questions", "export_questions", _exported)


def _exported(parser: _Parser) -> None:
    from tui.exports import FORMATS

    parser.add_argument("--to", choices=tuple(FORMATS), required=True, help=parser.say("export_to"))
    parser.add_argument("--out", metavar="FILE", required=True, help=parser.say("export_out"))
    parser.add_argument("--file", metavar="BANK", help=parser.say("export_file"))
    _narrowed(parser)
    parser.add_argument("--profile", metavar="NAME", help=parser.say("profile"))
    parser.add_argument("--seed", metavar="N", help=parser.say("question_seed"))
    parser.add_argument("--rows", metavar="N", help=parser.say("export_rows"))


def _narrowed(parser: _Parser) -> None:
    from scenarios.glossary import THEMES

    parser.add_argument("--type", choices=QUESTION_TYPES, help=parser.say("question_type"))
    parser.add_argument("--theme", choices=THEMES, metavar="THEME", help=parser.say("theme"))
    parser.add_argument("--concept", metavar="ID", help=parser.say("concept"))


def _which_questions(parser: _Parser) -> None:
    _narrowed(parser)
    instead = parser.add_mutually_exclusive_group()
    for what in ("concepts", "themes", "formulas"):
        instead.add_argument(f"--{what}", action="store_true", help=parser.say(f"list_{what}"))


def _bank(parser: _Parser) -> None:
    parser.add_argument("file", metavar="FILE", help=parser.say("bank"))


def _one_question(parser: _Parser) -> None:
    parser.add_argument("question", metavar="QUESTION", help=parser.say("question_argument"))
    parser.add_argument("--seed", metavar="N", help=parser.say("question_seed"))
    parser.add_argument("--answers", action="store_true", help=parser.say("answers"))


def _nothing(parser: _Parser) -> None:
    """A command without arguments of its own."""


class _Version:
    """The version, looked up only when it is printed."""

    def __str__(self) -> str:
        return version()


def version() -> str:
    """The version of the installed distribution; of a source tree that is not installed, `source`."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed(PROGRAM)
    except PackageNotFoundError:
        return "source"


_COMPLAINTS = (
    ("required", re.compile(r"the following arguments are required: (?P<names>.*)", re.S)),
    ("unrecognized", re.compile(r"unrecognized arguments: (?P<names>.*)", re.S)),
    (
        "choice",
        re.compile(r"argument (?P<name>.*?): invalid choice: '?(?P<found>.*?)'? \(choose from (?P<allowed>.*)\)", re.S),
    ),
    ("value_missing", re.compile(r"argument (?P<name>.*?): expected (?:one|at least one) argument")),
    ("not_together", re.compile(r"argument (?P<name>.*?): not allowed with argument (?P<other>.*)")),
    ("no_value", re.compile(r"argument (?P<name>.*?): ignored explicit argument.*", re.S)),
)


def _complaint(message: str, language: str) -> str:
    """What argparse complains of, in our words; what was typed is shown without acting on the terminal."""
    from scenarios.messages import VALUE_CHARACTERS, printable

    for id, pattern in _COMPLAINTS:
        found = pattern.fullmatch(message)
        if found:
            pieces = {name: printable(value, VALUE_CHARACTERS) for name, value in found.groupdict().items()}
            if "allowed" in pieces:
                pieces["allowed"] = pieces["allowed"].replace("'", "")  # newer Pythons leave the quotes out
            return text(language, id, **pieces)
    return printable(message, VALUE_CHARACTERS)


# -- in and out --------------------------------------------------------------------------------------------------------
def _print(answer: Answer) -> None:
    """Print an answer as UTF-8 with plain line ends, the same on every system."""
    for stream, content in ((sys.stderr, answer.errors), (sys.stdout, answer.output)):
        if content:
            _as_utf8(stream)
            stream.write(content if content.endswith("\n") else content + "\n")
            stream.flush()


def _as_utf8(stream: Any) -> None:
    with suppress(AttributeError, ValueError, OSError):
        stream.reconfigure(newline="\n", errors="backslashreplace")
        if not stream.isatty():
            stream.reconfigure(encoding="utf-8")


def _complain(message: str, code: int) -> int:
    with suppress(OSError):
        _as_utf8(sys.stderr)
        print(message, file=sys.stderr, flush=True)
    return code


def _reader_has_gone() -> int:
    """Whoever read our output has had enough: end quietly, also when Python closes the stream at exit."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    return DONE


def _refuse_other_sim(language: str) -> None:
    """Python finds packages by name: make sure that the one called sim is ours."""
    import sim

    if getattr(sim, "__product__", None) != PROGRAM:
        raise Refused(text(language, "other_sim", path=getattr(sim, "__file__", None) or "sim"))


def _write_log(error: BaseException) -> str:
    """Add an error to the log; where the log is, or why there is none."""
    import traceback

    from tui.saves import log_file

    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write("".join(traceback.format_exception(error)))
    except OSError as problem:
        return f"{path}: {problem.strerror}"
    return str(path)


if __name__ == "__main__":
    sys.exit(main())
