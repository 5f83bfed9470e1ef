from collections.abc import Iterable

from tenants.models import Tag
from tenants.reading.folding import fold


def tags_named(labels: Iterable[str]) -> list[Tag]:
    """The district's tags with these labels, in their order; what is not there yet is added.

    Labels that read the same (width, case, traditional characters) are one tag. The words
    themselves belong to nobody's act: whoever takes an act back leaves the word for others.
    """
    wanted = {folded: label.strip() for label in reversed(list(labels)) if (folded := fold(label))}
    wanted = dict(reversed(wanted.items()))
    known = Tag.objects.filter(folded__in=wanted)
    missing = wanted.keys() - {tag.folded for tag in known}
    if missing:
        # Somebody else may be adding the same word at this moment; sorted, so that two who add
        # several wait for each other in one order.
        Tag.objects.bulk_create(
            [Tag(label=wanted[folded], folded=folded) for folded in sorted(missing)], ignore_conflicts=True
        )
    found = {tag.folded: tag for tag in Tag.objects.filter(folded__in=wanted)}
    return [found[folded] for folded in wanted]
