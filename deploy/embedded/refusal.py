"""What stops a command becomes one plain sentence and a non-zero exit, never a traceback."""

import errno
import sys
from collections.abc import Callable


class Refusal(Exception):
    """A command cannot go on; the text says why and what to do, in one sentence."""


def sentence_of(error: OSError) -> str:
    """One sentence about an error of the operating system (disk full, no permission …)."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full{where}: make room and run the command again; nothing is lost."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"The folder cannot be read or written{where}: choose another with --data."
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"A folder is needed, but a file stands there{where}: choose another with --data."
    return f"The operating system refused{where}: {error.strerror or error}."


def plainly(main: Callable[[], int]) -> int:
    """Run a command's main function; says what stopped it on stderr. Returns the exit code."""
    try:
        return main()
    except Refusal as refusal:
        message = str(refusal)
    except OSError as error:
        message = sentence_of(error)
    except KeyboardInterrupt:
        message = "Stopped by Ctrl-C."
    print(message, file=sys.stderr)
    return 1
