"""Tables of requests as files: read row by row and written row by row, whatever the format."""
