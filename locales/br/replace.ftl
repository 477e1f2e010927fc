## See README.md for the sources.

# UW MMV PW (sure)
# Checked by a speaker: no
field-file = Restr

# nac'hañ: MA (one source)
# Checked by a speaker: no
replace-refuse = Nac'hañ
