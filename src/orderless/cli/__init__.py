"""The commands. Only here is typer; every heavy import stands inside the command that needs it."""
