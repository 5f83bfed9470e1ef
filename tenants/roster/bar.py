"""How far an import is, as a bar in a terminal; nothing where nobody watches."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from tenants.roster.progress import WHOLE, Step, Told, nobody, step_in_words


@contextmanager
def bar(stream: Any, language: str) -> Iterator[Told]:
    """Draws on the stream, if that is a terminal, and takes the bar away at the end."""
    console = Console(file=stream, highlight=False)
    if not console.is_terminal:
        yield nobody
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=WHOLE)

        def told(step: Step, done: int, whole: int) -> None:
            progress.update(task, description=step_in_words(step, language), completed=done, total=whole)

        yield told
