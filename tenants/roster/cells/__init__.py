"""One reader per kind of cell: takes what stands in the cell, returns a `Read`."""
