"""The three roles and the database of an embedded server; the only work its superuser ever does."""

from collections.abc import Callable

import psycopg
from psycopg import sql

from deploy.embedded.folders import Folders
from deploy.embedded.instance import DATABASE, database_url, own_secrets

# owner migrates and may make test databases; app serves; backup reads everything for pg_dump.
ATTRIBUTES = {
    "owner": "LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS NOCREATEROLE",
    "app": "LOGIN NOCREATEDB NOSUPERUSER NOBYPASSRLS NOCREATEROLE",
    "backup": "LOGIN NOCREATEDB NOSUPERUSER BYPASSRLS NOCREATEROLE",
}
# In template1 too, so that test databases have it without a superuser.
EXTENSIONS = ("btree_gist",)


def roles_answer(folders: Folders) -> bool:
    """Whether each role can sign in to the database with its recorded password."""
    own = own_secrets(folders)
    for role in ATTRIBUTES:
        try:
            psycopg.connect(database_url(folders, role, own[role])).close()
        except psycopg.OperationalError:
            return False
    return True


def ensure_roles(folders: Folders) -> None:
    """Make roles, database and extensions where missing; passwords follow `secrets.json`.

    Does nothing when all of them answer already.
    """
    if roles_answer(folders):
        return
    own = own_secrets(folders)

    def superuser(database: str) -> psycopg.Connection:
        return psycopg.connect(
            host=str(folders.sockets),
            user="postgres",
            password=own["superuser"],
            dbname=database,
            autocommit=True,
        )

    with superuser("postgres") as connection:
        known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles").fetchall()}
        for role, attributes in ATTRIBUTES.items():
            verb = "ALTER" if role in known else "CREATE"
            statement = sql.SQL(f"{verb} ROLE {{}} WITH {attributes} PASSWORD {{}}")
            connection.execute(statement.format(sql.Identifier(role), sql.Literal(own[role])))
        connection.execute("GRANT pg_read_all_data TO backup")
    _extend(superuser, "template1")
    with superuser("postgres") as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not found:
            name = sql.Identifier(DATABASE)
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER owner TEMPLATE template1").format(name))
    _extend(superuser, DATABASE)


def _extend(superuser: Callable[[str], psycopg.Connection], database: str) -> None:
    with superuser(database) as connection:
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
