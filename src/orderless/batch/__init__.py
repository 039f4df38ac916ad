"""Many past requests at once: tables in and out, the columns that hold answers, the decision compiled, the report."""
