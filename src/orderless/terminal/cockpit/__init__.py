"""The cockpit: one screen for a live call. What is drawn is worked out as rows of text; only the face draws it."""
