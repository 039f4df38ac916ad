"""Requests over time: what a journal comes to, and the days that are due. Pure: no files, no terminal, no today."""
