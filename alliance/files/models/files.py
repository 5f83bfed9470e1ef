from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.isolation.models import Scoped, ScopedForeignKey, walls
from tenants.models import Principal


class FilesWithoutContent(models.Manager):
    """What lists and foreign keys read: the content, up to ten megabytes, only when it is asked for."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().defer("content")


class StoredFile(Scoped):
    """A file as it was handed in, by whom it was. Kept in the database: behind its walls, and in its backup.

    `media_type` is what the content is, never what the sender called it. It never changes; what
    nothing points to is cleared away after a day, what something points to its foreign key keeps.
    """

    owner = ScopedForeignKey(Principal, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    media_type = models.CharField(_("kind of file"), max_length=80)
    size = models.IntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    objects = FilesWithoutContent()

    class Meta:
        verbose_name = _("file")
        constraints = [
            *walls("files_storedfile", unchanging=True, owner="tenants_principal"),
            models.CheckConstraint(condition=Q(size__gt=0) & ~Q(name=""), name="files_storedfile_something"),
        ]
        indexes = [
            models.Index(fields=["district", "owner", "created_at"], name="files_storedfile_of"),
            models.Index(fields=["district", "created_at"], name="files_storedfile_since"),
        ]

    def __str__(self) -> str:
        return self.name
