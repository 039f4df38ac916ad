"""What is asked next: answers, the fold of events, the line grammar, the conversation. Pure: no terminal, no files."""
