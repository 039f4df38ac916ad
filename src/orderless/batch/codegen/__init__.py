"""The lowered knowledge written out as Python source that decides a request in microseconds."""
