"""A type, field or mutation that does not say what it is and who may is refused before anybody asks."""

from typing import Any

import graphene
import pytest

from api.graphql.base import READ_DIRECTORY, Guarded, HouseType, Undeclared
from api.graphql.enums import enum_of
from api.graphql.mutating import HouseInput, HouseMutation
from tenants.models import Sector
from tests.api.graphql.things import Thing, ThingInput


def test_a_type_without_a_description_is_refused() -> None:
    with pytest.raises(Undeclared, match="Silent needs a description"):

        class Silent(HouseType):
            class Meta:
                permission = READ_DIRECTORY


def test_a_type_without_a_permission_is_refused() -> None:
    with pytest.raises(Undeclared, match="needs a permission"):

        class Open(HouseType):
            class Meta:
                description = "Something."


def test_a_permission_that_the_table_does_not_know_is_refused() -> None:
    with pytest.raises(Undeclared, match="nobody may read everything"):

        class Everything(HouseType):
            class Meta:
                description = "Everything."
                permission = ("read", "everything")


def test_a_field_or_argument_without_a_description_is_refused() -> None:
    with pytest.raises(Undeclared, match=r"Thing1\.silent needs a description"):

        class Thing1(HouseType):
            class Meta:
                description = "A thing."
                permission = READ_DIRECTORY

            silent = graphene.String()

    with pytest.raises(Undeclared, match=r"Thing2\.told\(silent:\) needs a description"):

        class Thing2(HouseType):
            class Meta:
                description = "A thing."
                permission = READ_DIRECTORY

            told = graphene.String(silent=graphene.Argument(graphene.Int), description="Told.")


def test_a_guarded_field_is_null_for_some_and_so_never_required() -> None:
    with pytest.raises(Undeclared, match="cannot be required"):
        Guarded(graphene.String, permission=READ_DIRECTORY, description="A secret.", required=True)


@pytest.mark.parametrize("missing", ["description", "permission", "input", "answer"])
def test_a_mutation_that_leaves_something_out_is_refused(missing: str) -> None:
    meta: dict[str, Any] = {
        "description": "Do it.",
        "permission": ("post", "listing"),
        "input": ThingInput,
        "answer": ("thing", Thing),
    }
    del meta[missing]
    with pytest.raises(Undeclared, match=missing):
        type("DoIt", (HouseMutation,), {"Meta": type("Meta", (), meta)})


def test_an_input_describes_each_of_its_fields() -> None:
    with pytest.raises(Undeclared, match=r"SilentInput\.word needs a description"):

        class SilentInput(HouseInput):
            class Meta:
                description = "Something to do."

            word = graphene.String()


def test_what_is_left_out_of_an_input_does_not_arrive_as_null() -> None:
    with pytest.raises(Undeclared, match=r"NullInput\.inner is to be a graphene\.InputField"):

        class NullInput(HouseInput):
            class Meta:
                description = "Something to do."

            inner = graphene.Field(ThingInput, description="A part of it.")


def test_an_enum_says_what_each_value_means() -> None:
    with pytest.raises(Undeclared, match="describe exactly"):
        enum_of(Sector, "Whose it is.", {"STATE": "State-owned."})
