"""How well the search finds: members made around real names, asked for in the ways people ask."""
