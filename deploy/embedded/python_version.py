"""Which Python runs us. Parsed by any Python 3, so that an old one gets a sentence, not a syntax error."""

OLDEST = (3, 11)


def too_old(version):  # type: ignore[no-untyped-def]
    """A sentence when `version` (major, minor, …) is too old for this product, else None."""
    if tuple(version[:2]) >= OLDEST:
        return None
    return "Python {}.{} or newer is needed, but this is {}.{}: run the command with a newer python3.".format(
        OLDEST[0], OLDEST[1], version[0], version[1]
    )
