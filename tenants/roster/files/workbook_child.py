"""Run as a process of its own: reads a workbook and writes its visible sheets to standard output, pickled.

A damaged or hostile workbook can make the parser ask for more memory than there is, which ends its process
(seen with a truncated .xls: 95 GB for one sheet). So it runs here, under limits, and not in a server. Imports
nothing of ours but its neighbour: it is started by its path, isolated from the environment.
"""

import os
import pickle
import resource
import sys
from collections import defaultdict

MEMORY = 4 * 1024**3
SECONDS = 300
CHUNK = 1000


def main(path: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    import python_calamine as calamine

    # Isolated, Python does not look for modules beside this file by itself.
    sys.path.append(os.path.dirname(__file__))
    from broken_cells import broken_cells  # type: ignore[import-not-found]

    out = sys.stdout.buffer
    broken = broken_cells(path)
    try:
        # An open file, not a path: with a path the parser believes the name's ending.
        with open(path, "rb") as stream:
            workbook = calamine.CalamineWorkbook.from_filelike(stream)
    except calamine.PasswordError:
        return 3
    for place, meta in enumerate(workbook.sheets_metadata):
        if meta.visible != calamine.SheetVisibleEnum.Visible or meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        pickle.dump(("sheet", meta.name, sheet.merged_cell_ranges or []), out)
        rows: list[list[object]] = []
        # iter_rows begins at row 1, but at the first column that is used.
        left: list[object] = [""] * (sheet.start[1] if sheet.start else 0)
        wrong = defaultdict(list)
        for row, column, text in broken.get(place, ()):
            wrong[row].append((column - len(left), text))
        for at, cells in enumerate(sheet.iter_rows() if sheet.height else ()):
            for column, text in wrong.get(at, ()):
                if 0 <= column < len(cells) and cells[column] == "":
                    cells[column] = text
            while cells and cells[-1] == "":
                cells.pop()
            rows.append([*left, *cells] if cells else [])
            if len(rows) >= CHUNK:
                pickle.dump(("rows", rows), out)
                rows = []
        pickle.dump(("rows", rows), out)
    pickle.dump(("end",), out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
