"""What we keep: sessions, half-typed notes, copies of the knowledge, exported documents.

The only package that writes user data. `places` says where, `journal` keeps the records of an interview, `sessions`
finds, lists and removes interviews, `draft` keeps the half-typed note, `knowledge_store` the knowledge a session was
made with, `export` writes a document. `disk` is what all of them ask of the operating system.
"""
