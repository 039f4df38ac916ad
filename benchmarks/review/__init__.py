"""How quickly past requests are decided, against copying the file and against rule engines."""
