"""The decision compiled: the knowledge as Python source that decides a request in microseconds."""
