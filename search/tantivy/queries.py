"""Criteria as tantivy's queries. District and subject come first, whatever else is asked."""

from uuid import UUID

import tantivy
from tantivy import Occur, Query

from search import clauses
from search.criteria import Criteria
from search.fields import BREVITY as BONUS
from search.fields import Subject
from search.tantivy.schema import BREVITY, DISTRICT, SUBJECT, schema


def to_query(criteria: Criteria, searcher: tantivy.Searcher) -> Query:
    """The whole query; matches none where the criteria do. The searcher is asked which tokens begin so."""
    shorter = [
        Query.const_score_query(Query.term_query(schema(), BREVITY, bucket), bonus)
        for bucket, bonus in BONUS.items()
    ]
    matches = (Occur.Must, _matches(criteria, criteria.wanted, searcher))
    return Query.boolean_query([matches, *((Occur.Should, q) for q in shorter)])


def to_matches(criteria: Criteria, searcher: tantivy.Searcher) -> Query:
    """The same documents in no order, for counting."""
    return _matches(criteria, clauses.matching_alike(criteria.wanted), searcher)


def _matches(criteria: Criteria, wanted: clauses.Clause, searcher: tantivy.Searcher) -> Query:
    if criteria.match_none:
        return Query.empty_query()
    must = within(criteria.district_id, criteria.subject)
    must += [
        _unscored(Query.term_set_query(schema(), f"in_{name}", list(values)))
        for name, values in criteria.filters.items()
    ]
    must.append(_wanted(wanted, searcher))
    return Query.boolean_query([(Occur.Must, q) for q in must])


def within(district_id: UUID, subject: Subject) -> list[Query]:
    """What every query begins with."""
    walls = ((DISTRICT, district_id.hex), (SUBJECT, subject.value))
    return [_unscored(Query.term_query(schema(), name, value)) for name, value in walls]


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _wanted(clause: clauses.Clause, searcher: tantivy.Searcher) -> Query:
    match clause:
        case clauses.Term(field, token, score):
            return Query.const_score_query(Query.term_query(schema(), field, token), score)
        case clauses.Phrase(field, tokens, score):
            return Query.const_score_query(Query.phrase_query(schema(), field, list(tokens)), score)
        case clauses.Prefix(field, start, score):
            return Query.const_score_query(_beginning(field, start, searcher), score)
        case clauses.Best(parts):
            return Query.disjunction_max_query([_wanted(part, searcher) for part in parts])
        case clauses.All(parts):
            return Query.boolean_query([(Occur.Must, _wanted(part, searcher)) for part in parts])
        case clauses.AtLeast(count, parts):
            return Query.boolean_query(
                [(Occur.Should, _wanted(part, searcher)) for part in parts], minimum_number_should_match=count
            )
        case clauses.Nothing():
            return tantivy.Query.empty_query()


def _beginning(field: str, start: str, searcher: tantivy.Searcher) -> Query:
    """Documents with a token that begins so. Looking the tokens up takes 0.04 ms where there are few, as
    there are past the edges (`reading/fragments.py`); compiling a regular expression takes 0.6 ms or more."""
    tokens = [token for token, _ in searcher.terms_with_prefix(field, start)]
    return Query.term_set_query(schema(), field, tokens) if tokens else Query.empty_query()
