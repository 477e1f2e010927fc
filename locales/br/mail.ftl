## See README.md for the sources.

# PW CA MA (sure)
# Checked by a speaker: no
mail-home = Degemer
