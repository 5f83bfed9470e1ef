"""From a text to an answer: parse, validate, weigh, execute. Texts asked again are not read again."""

from functools import lru_cache
from typing import Any

import graphene
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationType,
    StringValueNode,
    execute,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)
from graphql.validation import ASTValidationRule, MaxIntrospectionDepthRule

from .asking import Asked
from .context import Context
from .errors import problem
from .execution import MutationExecution, QueryExecution
from .limits import TOKENS, check_document, count_document, over


class NoNul(ASTValidationRule):
    """U+0000 in a text of the query itself, however it is escaped."""

    def enter_string_value(self, node: StringValueNode, *args: Any) -> None:
        if "\0" in node.value:
            self.report_error(problem("BAD_CHARACTER"))


RULES = [*specified_rules, MaxIntrospectionDepthRule, NoNul]
MOST_ERRORS = 20
# The longest query of a page takes some 2 kB; a document of 4 kB at most 0.5 MB of memory, so that
# whoever sends 200 different ones fills 100 MB and no more. Parsing and validating take 2 ms.
LONGEST_KEPT = 4_000
MOST_KEPT = 200


def run(schema: graphene.Schema, asked: Asked, context: Context) -> ExecutionResult:
    """The answer to one operation. Raises GraphQLError for what cannot be executed at all."""
    types = schema.graphql_schema
    document, errors = (_remembered if len(asked.query) <= LONGEST_KEPT else _read)(types, asked.query)
    if errors:
        return ExecutionResult(None, list(errors))
    operation = get_operation_ast(document, asked.operation)
    changes = operation is not None and operation.operation == OperationType.MUTATION
    if changes and not asked.may_change:
        raise problem("METHOD_NOT_ALLOWED")
    if operation is not None:  # else `execute` says which one is missing
        check_document(types, document, operation, asked.variables)
    result: Any = execute(
        types,
        document,
        context_value=context,
        variable_values=asked.variables,
        operation_name=asked.operation,
        execution_context_class=MutationExecution if changes else QueryExecution,
    )
    return result


def _read(schema: GraphQLSchema, text: str) -> tuple[Any, tuple[GraphQLError, ...]]:
    try:
        document: DocumentNode = parse(text, max_lexical_tokens=TOKENS, max_comments=TOKENS)
    except GraphQLSyntaxError as error:
        if f"more than {TOKENS}" in error.message:
            return None, (over("tokens", TOKENS + 1, TOKENS),)
        error.extensions = {"code": "GRAPHQL_PARSE_FAILED"}
        return None, (error,)
    except GraphQLError as error:
        error.extensions = {"code": "GRAPHQL_PARSE_FAILED"}
        return None, (error,)
    try:
        count_document(document)
    except GraphQLError as error:
        return None, (error,)
    return document, tuple(validate(schema, document, RULES, MOST_ERRORS))


_remembered = lru_cache(maxsize=MOST_KEPT)(_read)
