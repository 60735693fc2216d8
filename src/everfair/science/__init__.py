"""Pure arithmetic on numpy arrays: no clock, no files, no database, no Django.

Everything is fitted on *cells* (distinct histories with a count), so that the cost follows the number of
cells and not of customers. `fit` returns a frozen result that turns into plain JSON and back.
"""
