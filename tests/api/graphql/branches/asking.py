from typing import Any

from api.graphql.ids import encode
from tenants.models import Mandate

PAPER = {"number": "李营党发〔2026〕12号", "on": "2026-02-01", "issuer": "李营街道党工委"}
SHOWN = "{ id name state stage version covered { totalCount } headCounts { formal } approvals { number } }"


def asked(
    asking: Any, mutation: str, mandate: Mandate, answer: str = f"partyOrganisation {SHOWN}", **said: Any
) -> Any:
    """The payload of one mutation."""
    name = mutation[0].upper() + mutation[1:]
    shown = f"{answer} errors {{ code path }}"
    query = f"mutation($input: {name}Input!) {{ {mutation}(input: $input) {{ {shown} }} }}"
    given = {"actingAs": encode("Mandate", mandate.id), **said}
    return asking.data(query, input=given)[mutation]
