"""From a file to sheets of plain cells, whatever program wrote it."""
