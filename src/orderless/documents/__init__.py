"""How we say it: documents as data, and the words in them. Pure: nothing here reads a file, a clock or a terminal."""
