"""The two kinds of expected errors.

    Exception
    ├── InvalidInput   ends the step; its problem is a sentence fit for a person
    └── Unavailable    something we need is away; tried again with back-off

Everything else is a bug: it fails loudly, is counted as a death of the step, and after three of them the
step goes to the dead letters. `ChildFailed` is a bug that showed in a process that we have started.
"""

from shared.contracts.problem import Problem


class InvalidInput(Exception):  # noqa: N818 - the word of the design
    """The input can never be processed, however often it is tried.

    Args:
        problem: what is wrong, in words fit for a person.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Unavailable(Exception):  # noqa: N818 - the word of the design
    """Something that the step needs does not answer now, such as an engine that is starting.

    Args:
        what: the name of the thing, never personal data: it is logged.
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class ChildFailed(Exception):  # noqa: N818 - a bug and no expected error
    """A process of ours failed in a way that it should not.

    Args:
        origin: where in it; never personal data: it is logged.
    """

    def __init__(self, origin: str) -> None:
        super().__init__(origin)
        self.origin = origin
