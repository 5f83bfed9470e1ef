"""Property managers' spreadsheets (台账): reader → rows → checked rows → difference → one act.

Each kind of mess is one small step: what stands in one cell is read in `cells/`, what concerns rows and
columns is settled in `steps/`, and `pipeline.py` names their order.
"""
