"""A unified social credit code is checked by its length, its alphabet and its last character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.rules.uscc import ALPHABET, check, check_digit

# The example in GB 32100-2015, annex A.
STANDARD_EXAMPLE = "91350100M000100Y43"


def test_the_standards_own_example_is_sound() -> None:
    assert check(STANDARD_EXAMPLE) is None
    assert check_digit(STANDARD_EXAMPLE[:17]) == "3"


def test_a_wrong_last_character_names_the_right_one() -> None:
    problem = check(STANDARD_EXAMPLE[:17] + "4")
    assert problem is not None
    assert (problem.code, problem.right) == ("uscc_check_digit", "3")


@pytest.mark.parametrize("uscc", ["", "9135", STANDARD_EXAMPLE[:17], STANDARD_EXAMPLE + "0"])
def test_a_code_of_another_length_is_not_a_code(uscc: str) -> None:
    problem = check(uscc)
    assert problem is not None
    assert (problem.code, problem.right) == ("uscc_length", "18")


@pytest.mark.parametrize("letter", "IOSVZ")
def test_letters_that_the_standard_leaves_out_are_refused(letter: str) -> None:
    problem = check(STANDARD_EXAMPLE[:10] + letter + STANDARD_EXAMPLE[11:])
    assert problem is not None
    assert problem.code == "uscc_characters"


@pytest.mark.parametrize("first", ["", "9135O100M000100Y4", STANDARD_EXAMPLE])
def test_a_check_character_needs_seventeen_lawful_characters(first: str) -> None:
    with pytest.raises(ValueError):
        check_digit(first)


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_any_single_changed_character_is_noticed(first17: str, at: int, other: str) -> None:
    sound = first17 + check_digit(first17)
    assert check(sound) is None
    changed = sound[:at] + other + sound[at + 1 :]
    assert (check(changed) is None) == (changed == sound)
