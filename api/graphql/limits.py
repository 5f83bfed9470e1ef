"""What one query may ask for. Each limit says its name, what the query takes and what is allowed."""

from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
)

from .connections import DEFAULT_PAGE, LARGEST_PAGE
from .errors import problem

# The largest query of the web page takes some 2 kB and 400 tokens; GraphiQL's introspection 1,200.
BODY = 100_000
TOKENS = 3_000
# district → buildings → floors → units → parent, five connections deep with edges and node: 16.
DEPTH = 20
# An input, in a list, in an input: the deepest one has 5.
NESTED = 20
ALIASES = 60
DIRECTIVES = 60
# The objects an answer may have. 100 enterprises with all they show, three listings each with
# their tags: 2,600. A hundred with a hundred listings each: 10,300.
COST = 15_000
# What is taken for a list without `first`: more than the tags of an enterprise, fewer than the
# units of a floor of shops.
UNSIZED = 10


def count_document(document: DocumentNode) -> None:
    """Raises TOO_DEAR for too many aliases or directives, before anything validates them."""
    aliases = directives = 0
    todo: list[Any] = list(document.definitions)
    while todo:
        here = todo.pop()
        directives += len(getattr(here, "directives", None) or ())
        aliases += bool(isinstance(here, FieldNode) and here.alias)
        if getattr(here, "selection_set", None):
            todo.extend(here.selection_set.selections)
    for limit, cost, allowed in (("aliases", aliases, ALIASES), ("directives", directives, DIRECTIVES)):
        if cost > allowed:
            raise over(limit, cost, allowed)


def check_document(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: dict[str, Any],
) -> None:
    """Raises TOO_DEAR for an operation too deep or too dear. The document is valid: no cycles."""
    cost, depth = weigh(schema, document, operation, variables)
    for limit, taken, allowed in (("depth", depth, DEPTH), ("cost", cost, COST)):
        if taken > allowed:
            raise over(limit, taken, allowed)


def weigh(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: dict[str, Any],
) -> tuple[int, int]:
    """How many objects the answer may have at most, by the sizes that lists declare, and how deep it is."""
    measure = _Measure(schema, document, operation, variables)
    return measure.selections(operation.selection_set, schema.get_root_type(operation.operation))


def over(limit: str, cost: int, allowed: int) -> GraphQLError:
    return problem("TOO_DEAR", limit=limit, cost=cost, allowed=allowed)


class _Measure:
    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: dict[str, Any],
    ) -> None:
        self.schema = schema
        self.fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self.variables = {
            given.variable.name.value: _literal(given.default_value)
            for given in operation.variable_definitions or ()
        } | variables
        # (cost, depth) of each fragment, measured once however often it is spread.
        self.known: dict[str, tuple[int, int]] = {}

    def selections(self, selections: Any, parent: Any) -> tuple[int, int]:
        """The objects asked for below one parent, and how deep."""
        cost = depth = 0
        for selection in selections.selections if selections else ():
            if isinstance(selection, FieldNode):
                added, below = self._field(selection, parent)
            elif isinstance(selection, FragmentSpreadNode):
                added, below = self._fragment(selection.name.value)
            else:
                inner: InlineFragmentNode = selection
                into = (
                    self.schema.get_type(inner.type_condition.name.value) if inner.type_condition else parent
                )
                added, below = self.selections(inner.selection_set, into)
            cost, depth = cost + added, max(depth, below)
        return cost, depth

    def _fragment(self, name: str) -> tuple[int, int]:
        if name not in self.known:
            fragment = self.fragments[name]
            into = self.schema.get_type(fragment.type_condition.name.value)
            self.known[name] = self.selections(fragment.selection_set, into)
        return self.known[name]

    def _field(self, node: FieldNode, parent: Any) -> tuple[int, int]:
        name = node.name.value
        if name.startswith("__"):  # introspection has a validation rule of its own
            return 0, 1
        field = (
            parent.fields.get(name) if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else None
        )
        if field is None or is_leaf_type(get_named_type(field.type)):
            return 0, 1
        cost, depth = self.selections(node.selection_set, get_named_type(field.type))
        if "first" in field.args:
            # The objects of a connection are its rows: `edges` and `node` cost nothing themselves.
            return self._size(node) * (1 + cost), depth + 1
        if parent.name.endswith("Connection") or parent.name.endswith("Edge"):
            return cost, depth + 1
        times = self._length(node) if isinstance(get_nullable_type(field.type), GraphQLList) else 1
        return times * (1 + cost), depth + 1

    def _size(self, node: FieldNode) -> int:
        given = self._arguments(node)
        size = given.get("last") if given.get("last") is not None else given.get("first")
        # Out of range is refused by the list itself, in words of its own.
        return int(min(max(size, 1), LARGEST_PAGE)) if isinstance(size, int | float) else DEFAULT_PAGE

    def _length(self, node: FieldNode) -> int:
        ids = self._arguments(node).get("ids")
        return max(len(ids), 1) if isinstance(ids, list) else UNSIZED

    def _arguments(self, node: FieldNode) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for argument in node.arguments or ():
            value = argument.value
            if isinstance(value, VariableNode):
                found[argument.name.value] = self.variables.get(value.name.value)
            else:
                found[argument.name.value] = _literal(value)
        return found


def _literal(value: Any) -> int | list[Any] | None:
    """What is written out and says how much is asked for: a number, or a list; None for anything else."""
    if isinstance(value, IntValueNode):
        return int(value.value)
    return list(value.values) if isinstance(value, ListValueNode) else None
