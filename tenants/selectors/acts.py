from django.db.models import QuerySet

from tenants.models import Act
from tenants.readers import Reader


def acts_for(reader: Reader) -> QuerySet[Act]:
    """The acts a reader may know of: those of the principals it acts for; the secretariat, all."""
    if reader.may("read", "act"):
        return Act.objects.all()
    return Act.objects.filter(principal__in=reader.principals)
