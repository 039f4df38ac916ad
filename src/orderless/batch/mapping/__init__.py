"""From the columns of somebody's file to answers: an explicit mapping, or exact ids; nothing is guessed."""
