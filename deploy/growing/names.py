"""As many company names as are asked for, made of a file with one short name a line."""

from collections.abc import Iterator
from pathlib import Path

from deploy.sample.trades import trades

LONGEST = 40  # longer lines in such files are slips, not names


def words_of(file: Path) -> list[str]:
    """The lines of a UTF-8 file that can begin a name. Raises OSError, or ValueError if there are none."""
    lines = (line.strip("\ufeff \t\r\n") for line in file.read_text("utf-8").splitlines())
    words = list(dict.fromkeys(line for line in lines if line.isprintable() and 0 < len(line) <= LONGEST))
    if not words:
        raise ValueError(f"{file} holds no names.")
    return words


def company_names(words: list[str], *, start: int = 0) -> Iterator[str]:
    """Different names without end: every word with one ending, then with the next, numbered at last."""
    endings = list(dict.fromkeys(ending for trade in trades() for ending in trade.endings))
    place = start
    while True:
        turn, index = divmod(place, len(words))
        ending = endings[(index + turn) % len(endings)]
        again = turn // len(endings)
        yield f"{words[index]}{ending}" + (f"第{again + 1}分公司" if again else "")
        place += 1
