"""The command line as a whole: its commands, read only when they are wanted, and the options all share."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, MutableMapping
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from orderless import __version__
from orderless.cli.talk import Talk
from orderless.errors import BadInput, CannotDo, Exit

__all__ = ["Later", "Program", "app"]

COMMANDS = {
    "interview": ("orderless.cli.interview", "Begin an interview: live in the terminal, or from a file of answers."),
    "tour": ("orderless.cli.tour", "Learn it in five minutes: a made-up call that ends with the page your lines made."),
    "resume": ("orderless.cli.interview", "Go on with a session where it was left."),
    "summary": ("orderless.cli.documents", "Write the summary of a session: to share, or --for me."),
    "reply": ("orderless.cli.documents", "Write the words of the answer: to say, and as an e-mail."),
    "explain": (
        "orderless.cli.documents",
        "Explain a decision, for you alone: what it rests on, what nearly came out, what would change it.",
    ),
    "followup": ("orderless.cli.followup", "Look back at an answer, or write the page or the mail about it."),
    "form": ("orderless.cli.form", "Write the form that goes out before the talk, or its mail."),
    "portfolio": ("orderless.cli.portfolio", "All requests side by side: room, order, what each yes moves."),
    "review": ("orderless.cli.review", "Decide past requests from files, and report what they come to."),
}
"""Name, the module that holds the function of this name, and what the list of commands says."""

GROUPS = {
    "requests": ("orderless.cli.requests", "The register: what was asked for, where it stands, what is due next."),
    "due": ("orderless.cli.due", "What is due: overdue, this week, later; done or moved with a word."),
    "areas": ("orderless.cli.areas", "Areas of the business: what is known of them, and the page for before a call."),
    "practice": (
        "orderless.cli.practice",
        "For you alone: what came of your answers, how you work, where to.",
    ),
    "settings": ("orderless.cli.settings", "What is set, and where that comes from; the file to set it in."),
    "sessions": ("orderless.cli.sessions", "List, show and remove what is kept."),
    "banks": ("orderless.cli.banks", "See, check and test the question banks."),
}
"""Name, the module whose `app` holds the commands, and what the list of commands says."""

BARE = {"requests": "list", "due": "list", "areas": "list", "settings": "show"}
"""What a group does where none of its commands is named."""

HIDDEN = frozenset({"sessions"})
"""Groups that go on working and are not in the list: a session is a request now."""


class Later(TyperGroup):
    """A group whose name and help are there at once, and whose commands are read when they are looked at."""

    def __init__(self, name: str, module: str, words: str) -> None:
        super().__init__(
            name=name, help=words, no_args_is_help=name not in BARE, rich_markup_mode=None, hidden=name in HIDDEN
        )
        _passes_over_what_is_not_given(self)
        self._module = module
        self._read: MutableMapping[str, Any] | None = None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Options alone are those of the command that stands for the whole group."""
        bare = BARE.get(self.name or "")
        options_alone = not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names)
        return super().parse_args(ctx, [bare, *args] if bare and options_alone else args)

    @property
    def commands(self) -> MutableMapping[str, Any]:
        """The commands by name."""
        if self._read is None:
            self._read = typer.main.get_group(import_module(self._module).app).commands
            for command in self._read.values():
                _passes_over_what_is_not_given(command)
        return self._read

    @commands.setter
    def commands(self, _none_yet: MutableMapping[str, Any]) -> None:
        """What the base class sets before anything is read."""


class Program(TyperGroup):
    """The program: its commands and groups, each by name and one line until it is wanted."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        _passes_over_what_is_not_given(self)
        for name, (_, words) in COMMANDS.items():
            self.add_command(TyperCommand(name, help=words, rich_markup_mode=None))
        for name, (module, words) in GROUPS.items():
            self.add_command(Later(name, module, words))

    def main(self, *args: Any, **settings: Any) -> Any:
        """Run what these arguments say. What is wrong with them is said in a sentence, with what to type next.

        Raises BadInput for it, SystemExit at the end.
        """
        try:
            ended = super().main(*args, **{**settings, "standalone_mode": False})
        except typer.Abort:
            raise CannotDo("It was broken off.") from None
        except Exception as error:
            if not hasattr(error, "format_message"):  # no error of the command line
                raise
            raise _said_of(error) from None
        sys.exit(ended if isinstance(ended, int) else Exit.DONE)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that these arguments name; only now is it read."""
        if args and args[0] in COMMANDS:
            self.add_command(_read(args[0]))
        return super().resolve_command(ctx, args)


def _said_of(error: Any) -> BaseException:
    """What was wrong with the command line, and what lists what could be typed; the help itself where nothing was."""
    context = getattr(error, "ctx", None)
    command = " ".join(context.command_path.replace("python -m orderless", "orderless").split()) if context else ""
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(context.get_help() if context else error.format_message(), err=True)
        return SystemExit(Exit.USAGE)
    words = " ".join(error.format_message().split())
    for machine, plain in _PLAINER:
        words = re.sub(machine, plain, words)
    return BadInput(
        words if words.endswith((".", "?", ")")) else f"{words}.",
        f"`{command or 'orderless'} --help` says what can be typed.",
    )


_PLAINER = (
    (r"Value error, ", ""),
    (r"Input should be a valid number, unable to parse string as a number", "it should be a number"),
    (r"Input should be a valid integer, unable to parse string as an integer", "it should be a whole number"),
    (r"Input should be greater than or equal to (\S+)", r"it should be \1 or more"),
    (r"Input should be less than or equal to (\S+)", r"it should be \1 or less"),
    (r"Invalid value for '([^']*)'(?: / '[^']*')?: ", r"\1: "),
    (r"Missing argument '([^']*)'", r"\1 is missing"),
)
"""What typer says in the words of programmers, and how a person says it."""


def _read(name: str) -> Any:
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command(name)(getattr(import_module(COMMANDS[name][0]), name))
    command = typer.main.get_command(alone)
    _passes_over_what_is_not_given(command)
    return command


def _passes_over_what_is_not_given(command: Any) -> None:
    """Do not convert an option that was not given and has no default: it is None.

    typer 0.29 imports Pydantic to find that out, which takes longer than all the rest until the first question.
    """
    get_params = command.get_params

    def with_quick_ones(ctx: Any) -> Any:
        params = get_params(ctx)
        for param in params:
            several = param.nargs != 1 or getattr(param, "multiple", False)  # they become empty lists
            if not (param.required or several or "process_value" in vars(param)):
                param.process_value = _unless_none(param, param.process_value)
        return params

    command.get_params = with_quick_ones


def _unless_none(param: Any, convert: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def process_value(ctx: Any, value: Any) -> Any:
        if value is not None:
            return convert(ctx, value)
        return param.callback(ctx, param, None) if param.callback else None

    return process_value


app = typer.Typer(
    name="orderless",
    cls=Program,
    help="From an order to a recommended answer: a diagnostic interview for learning-and-development consultants.",
    no_args_is_help=True,
    add_completion=False,  # ours needs no typer to answer
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Results go to standard output, talk to standard error. Exit codes: 0 done (whatever the verdict), "
    "1 could not be done, 2 wrong input, 3 some rows refused, 4 input needed, 5 a check found something, "
    "130 interrupted.",
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"orderless {__version__}")
        raise typer.Exit


def _completion(context: typer.Context, param: typer.CallbackParam, value: bool) -> None:
    """What the three options about completion do, once all options are read."""
    if not value:
        return
    from orderless.cli import completion

    shell = str(context.params.get("shell") or "")
    if param.name == "show":
        typer.echo(completion.script_for(shell), nl=False)
    else:
        Talk.say(*(completion.install if param.name == "install" else completion.remove)(shell))
    raise typer.Exit


@app.callback()
def common(
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing on standard error but what went wrong.")
    ] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask; fail where an answer is needed.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    shell: Annotated[
        str | None,
        typer.Option(
            "--shell",
            is_eager=True,
            metavar="NAME",
            help="With these three: bash, zsh, fish or powershell; else yours.",
        ),
    ] = None,
    install: Annotated[
        bool, typer.Option("--install-completion", callback=_completion, help="Have Tab complete what you type.")
    ] = False,
    show: Annotated[
        bool, typer.Option("--show-completion", callback=_completion, help="Print what --install-completion installs.")
    ] = False,
    remove: Annotated[
        bool, typer.Option("--remove-completion", callback=_completion, help="Undo --install-completion.")
    ] = False,
) -> None:
    """Options for every command; they stand before it."""
    del version, shell, install, show, remove  # typer has already answered these
    Talk.quiet, Talk.no_input = quiet, no_input
