"""A district plan written as rows, in batches."""
