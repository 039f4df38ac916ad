"""The answers of a short talk that ends in a no, as a file of answers holds them."""

__all__ = ["FAST_NO"]

FAST_NO = """
request: We need a course on the CRM by Friday.
answers:
  trigger: going_wrong
  stakes: nothing_much
  scope: several_teams
  can_do: {value: most_could, basis: saw, note: They do it on Mondays.}
  existing_content: fits
  urgency: would_like
"""
