"""The faces: what a person sees and types. Only here and in cli is a terminal touched."""
