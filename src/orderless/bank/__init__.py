"""What can be asked and known: the YAML knowledge, read strictly and checked."""
