"""What `deploy/up` says at the end: addresses, sample accounts, three things to try."""

import json
import shlex
from typing import Any

from rich.console import Console

from deploy.embedded.folders import Folders
from deploy.embedded.steps import managed

POST = (
    "mutation($input: PostListingInput!) { postListing(input: $input) "
    "{ listing { id title } errors { path message } } }"
)


def accounts(folders: Folders, sample: str | None) -> list[dict[str, Any]]:
    """The sample's accounts: secrets from `sample-accounts.json` (0600), mandates as the database holds
    them now. None without a sample."""
    return json.loads(managed(folders, "sample", sample, "--accounts")) if sample else []


def as_json(url: str, sample: str | None, people: list[dict[str, Any]]) -> str:
    """The one object that `--json` prints. `district` is the sample's slug."""
    return json.dumps({"url": url, "district": sample, "accounts": people}, ensure_ascii=False)


def _curl(url: str, query: str, variables: dict[str, Any] | None = None, token: str | None = None) -> str:
    body = json.dumps({"query": query, **({"variables": variables} if variables else {})}, ensure_ascii=False)
    words = ["curl", "-s", url, "-H", "Content-Type: application/json", "-d", body]
    if token:
        words[3:3] = ["-H", f"Authorization: Bearer {token}"]
    return shlex.join(words)


def things_to_try(url: str, district: str, people: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(what, command): a page of the directory, a search by initials, an offer posted as the liaison."""
    graphql = f"{url}/d/{district}/graphql"
    page = "{ district { name } enterprises(first: 5) { totalCount edges { node { name unit { label } } } } }"
    search = '{ searchEnterprises(text: "xzt", first: 3) { edges { node { name } score } } }'
    tries = [
        ("the directory", _curl(graphql, page)),
        ("a search by initials", _curl(graphql, search)),
    ]
    liaison = next((p for p in people if p.get("role") == "liaison" and p.get("mandates")), None)
    if liaison:
        entry = {"actingAs": liaison["mandates"][0]["id"], "kind": "OFFER", "title": "会议室周末可借用"}
        tries.append(
            (f"an offer, as {liaison['name']}", _curl(graphql, POST, {"input": entry}, liaison["token"]))
        )
    return tries


def show(url: str, sample: str | None, people: list[dict[str, Any]]) -> None:
    """Print it for a person."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"\n[bold green]Ready[/]: {url}/")
    if sample is None:
        console.print("No sample was asked for: create a district with manage.py district create SLUG NAME.")
        return
    for what, path in (
        ("GraphiQL", f"d/{sample}/graphql"),
        ("admin", f"d/{sample}/admin/"),
        ("REST", "api/docs/"),
    ):
        console.print(f"  {what:9} {url}/{path}")
    console.print("\n[bold]Sample accounts[/] (secrets made here, for you alone)")
    for person in people:
        console.print(f"  {person['name']}  {person['role']}", markup=False)
        console.print(f"    login {person['login']}  password {person['password']}", markup=False)
        console.print(f"    token {person['token']}", markup=False)
        for mandate in person["mandates"]:
            console.print(f"    mandate {mandate['id']}  for {mandate['label']}", markup=False)
    for what, command in things_to_try(url, sample, people):
        console.print(f"\n[bold]Try {what}[/]:")
        console.print(command, markup=False)
