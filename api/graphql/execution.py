"""How an operation runs: a query in one scope, a mutation's answer in a second one after its own."""

from typing import Any

from django.db import connection, transaction
from graphql import ExecutionContext
from psycopg.pq import TransactionStatus

from tenants.isolation.scope import scope


def _never(value: Any) -> bool:
    return False


class QueryExecution(ExecutionContext):
    """Opens the district for the whole of a query, so that resolvers cannot forget to."""

    # Everything here is synchronous; not asking each value whether it can be awaited saves a tenth.
    is_awaitable = staticmethod(_never)  # type: ignore[assignment]

    def execute_operation(self, operation: Any, root_value: Any) -> Any:
        with scope(self.context_value.district):
            return super().execute_operation(operation, root_value)

    def execute_fields(self, parent_type: Any, source_value: Any, path: Any, fields: Any) -> Any:
        if path is not None:
            return super().execute_fields(parent_type, source_value, path, fields)
        answer: dict[str, Any] = {}
        for name, nodes in fields.items():
            answer |= self._on_its_own(parent_type, source_value, {name: nodes})
        return answer

    def _on_its_own(self, parent_type: Any, source_value: Any, field: Any) -> Any:
        """One root field. A statement that fails takes its transaction along; the neighbours go on
        from the savepoint. What this field wrote is undone with it, so it answers nothing."""
        mark = transaction.savepoint()
        answer: Any = super().execute_fields(parent_type, source_value, None, field)
        if connection.connection.info.transaction_status == TransactionStatus.INERROR:
            transaction.savepoint_rollback(mark)
            return dict.fromkeys(field)
        transaction.savepoint_commit(mark)
        return answer


class MutationExecution(ExecutionContext):
    """Each mutation has committed in a scope of its own when its answer is read, in a second one."""

    is_awaitable = staticmethod(_never)  # type: ignore[assignment]

    def complete_value(self, return_type: Any, field_nodes: Any, info: Any, path: Any, result: Any) -> Any:
        if path.prev is not None:
            return super().complete_value(return_type, field_nodes, info, path, result)
        with scope(self.context_value.district):
            return super().complete_value(return_type, field_nodes, info, path, result)
