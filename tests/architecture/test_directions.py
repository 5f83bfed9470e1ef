"""Foreign keys and migrations point the same way as imports, which import-linter cannot see."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.models import signals

HEARD = (
    signals.pre_save,
    signals.post_save,
    signals.pre_delete,
    signals.post_delete,
    signals.m2m_changed,
)
# From the highest room to the lowest; an arrow may go down or stay.
ROOMS = ("deploy", "api", "search", "alliance", "tenants")


def room_of(label: str) -> str | None:
    """The room an app belongs to; None for Django's and others' apps."""
    room = apps.get_app_config(label).name.partition(".")[0]
    return room if room in ROOMS else None


def goes_down(source: str, target: str) -> bool:
    here, there = room_of(source), room_of(target)
    if there is None:
        return True
    # Packages of others point to ours only as settings told them (the account).
    return here is None or ROOMS.index(here) <= ROOMS.index(there)


def foreign_keys() -> Iterator[tuple[str, str, str]]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            related = field.related_model
            if related is not None and not isinstance(related, str) and field.concrete:
                yield f"{model._meta.label}.{field.name}", model._meta.app_label, related._meta.app_label


def test_foreign_keys_point_to_the_same_room_or_a_lower_one() -> None:
    assert [name for name, source, target in foreign_keys() if not goes_down(source, target)] == []


def test_migrations_depend_on_the_same_room_or_a_lower_one() -> None:
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    wrong = [
        f"{node} → {parent.key}"
        for node, made in graph.node_map.items()
        for parent in made.parents
        if not goes_down(node[0], parent.key[0])
    ]
    assert wrong == []


@pytest.mark.parametrize("label", [config.label for config in apps.get_app_configs()])
def test_no_model_listens_to_signals(label: str) -> None:
    """What follows from a write, its action says."""
    heard = [
        signals.pre_save,
        signals.post_save,
        signals.pre_delete,
        signals.post_delete,
        signals.m2m_changed,
    ]
    for signal in heard:
        for model in apps.get_app_config(label).get_models():
            assert not signal.has_listeners(model), f"{model._meta.label} has listeners"
