"""Documents made in processes of their own are those that are made here."""

from search import processes
from search.fields import Subject
from search.present import Asked, read


def test_other_processes_read_the_same_in_the_same_order(transactional_db, town, monkeypatch):
    monkeypatch.setattr(processes, "WORTH_IT", 1)
    sides = (town.next_door, town.home)
    asked = [Asked(side.district.id, Subject.ENTERPRISE, (side.enterprise.id,)) for side in sides]
    here = [read(one) for one in asked]
    assert [[document.id for document in present.documents] for present in here] == [
        [side.enterprise.id] for side in sides
    ]
    assert list(processes.read_all(iter(asked), 2)) == here


def test_of_another_district_they_read_nothing_either(transactional_db, town, monkeypatch):
    monkeypatch.setattr(processes, "WORTH_IT", 1)
    stranger = Asked(town.home.district.id, Subject.ENTERPRISE, (town.next_door.enterprise.id,))
    (present,) = processes.read_all([stranger], 2)
    assert (present.documents, present.gone) == ([], {town.next_door.enterprise.id: 0})
