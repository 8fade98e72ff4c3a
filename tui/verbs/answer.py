"""What a verb answers: text for standard output, sentences for standard error, and the exit code."""

from __future__ import annotations

from dataclasses import dataclass

DONE, NO, WRONG_USAGE = 0, 1, 2
"""0: done; 1: the answer is no (a case with errors, a run that does not verify); 2: wrong usage."""


@dataclass(frozen=True)
class Answer:
    """A verb's answer. It is printed only when the verb has done all it had to do."""

    output: str = ""
    errors: str = ""
    code: int = DONE


class Refused(Exception):
    """The command cannot do what was asked; the message is one or two plain sentences."""

    def __init__(self, message: str, code: int = NO) -> None:
        super().__init__(message)
        self.message, self.code = message, code


def wrong_usage(message: str) -> Refused:
    """The command was called in a way that it does not know."""
    return Refused(message, WRONG_USAGE)
