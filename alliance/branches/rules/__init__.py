"""What may be said and done of a Party organisation. Pure: no database, no clock."""
