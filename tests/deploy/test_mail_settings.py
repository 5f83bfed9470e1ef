"""A relay named in one line."""

import pytest

from deploy.settings.mail import relay_settings


@pytest.mark.parametrize(
    ("url", "host", "port", "starttls", "implicit"),
    [
        ("smtp://relay.example", "relay.example", 25, False, False),
        ("smtp://relay.example?tls=1", "relay.example", 587, True, False),
        ("smtp://relay.example:2525?tls=0", "relay.example", 2525, False, False),
        ("smtps://relay.example", "relay.example", 465, False, True),
        ("smtps://relay.example:4650?tls=1", "relay.example", 4650, False, True),
    ],
)
def test_where_it_is_and_how_it_is_spoken_to(
    url: str, host: str, port: int, starttls: bool, implicit: bool
) -> None:
    told = relay_settings(url)
    assert (told["EMAIL_HOST"], told["EMAIL_PORT"]) == (host, port)
    assert (told["EMAIL_USE_TLS"], told["EMAIL_USE_SSL"]) == (starttls, implicit)


def test_a_password_may_hold_any_character() -> None:
    told = relay_settings("smtp://u%40x:p%2F%3A%40@relay.example:25")
    assert (told["EMAIL_HOST_USER"], told["EMAIL_HOST_PASSWORD"]) == ("u@x", "p/:@")
