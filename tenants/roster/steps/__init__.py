"""What is settled between cells: headings, forbidden columns, rows that are no rows, what is filled down."""
