"""`manage.py migrate` that tells `deploy/up` how far it is; run as `python -m deploy.embedded.migrate`."""

import sys

import django


def main() -> None:
    """Apply what is missing, as the role in DATABASE_ROLE; prints `PROGRESS done/total name` lines."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    done = 0

    class Teller:
        """Django names each migration when it begins and says OK when it is in."""

        def write(self, text: str) -> int:
            nonlocal done
            if "OK" in text or "FAKED" in text:
                done += 1
                print(f"PROGRESS {done}/{len(plan)} {plan[done - 1][0]}", flush=True)
            return len(text)

        def flush(self) -> None:
            sys.stdout.flush()

        def isatty(self) -> bool:
            return False

    if plan:
        call_command("migrate", interactive=False, stdout=Teller(), no_color=True)


if __name__ == "__main__":
    main()
