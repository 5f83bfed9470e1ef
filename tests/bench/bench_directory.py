"""Directory questions over HTTP, as a client asks them: by key, a page costs the same wherever it lies."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from deploy.embedded.readiness import address, is_ready
from deploy.embedded.refusal import Refusal
from deploy.env import data_folder

NODE = "id slug name uscc unit { label building { name } } tags { label } format { name }"
PAGE = (
    "query($after: String) { enterprises(first: 50, after: $after)"
    f" {{ totalCount pageInfo {{ endCursor }} edges {{ node {{ {NODE} }} }} }} }}"
)
LAST = f"{{ enterprises(last: 50) {{ edges {{ node {{ {NODE} }} }} }} }}"
ONE = (
    "query($slug: String) { enterprise(slug: $slug)"
    f" {{ {NODE} listings(first: 10) {{ edges {{ node {{ title }} }} }} }} }}"
)
SEARCH = '{ searchEnterprises(text: "xzt", first: 10) { edges { node { name } } } }'


def _asker(url: str, district: str) -> Callable[..., Any]:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)

    def ask(query: str, **variables: Any) -> Any:
        body = json.dumps({"query": query, "variables": variables})
        connection.request("POST", f"/d/{district}/graphql", body, {"Content-Type": "application/json"})
        answer = json.loads(connection.getresponse().read())
        if "errors" in answer:
            raise Refusal(f"The instance does not answer the question: {answer['errors'][0]['message']}")
        return answer["data"]

    return ask


@contextmanager
def cases() -> Iterator[dict[str, Callable[[], object]]]:
    """Five questions to the instance that is up in this data folder, its sample loaded."""
    state_file = data_folder() / "up.json"
    state = json.loads(state_file.read_text()) if state_file.exists() else {}
    url = address(state.get("host", "127.0.0.1"), state.get("port", 8000))
    if not state.get("sample") or not is_ready(url):
        raise Refusal("No instance with a sample is up here: run deploy/up --detach first.")
    ask = _asker(url, state["sample"])
    first = ask(PAGE)["enterprises"]
    middle = first["pageInfo"]["endCursor"]
    for _ in range(2):
        middle = ask(PAGE, after=middle)["enterprises"]["pageInfo"]["endCursor"]
    slug = first["edges"][0]["node"]["slug"]
    yield {
        "first page of 50": lambda: ask(PAGE),
        "page after the 150th": lambda: ask(PAGE, after=middle),
        "last page of 50": lambda: ask(LAST),
        "one by its slug": lambda: ask(ONE, slug=slug),
        "search by initials": lambda: ask(SEARCH),
    }
