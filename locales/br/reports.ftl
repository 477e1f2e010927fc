## See README.md for the sources.

# MA (one source)
# Checked by a speaker: no
report-link = Disklêriañ

# disklêriañ: MA; luc'hskeudenn: PW CA AJ iN (made of sourced words, the phrase is ours)
# Checked by a speaker: no
report-title = Disklêriañ ul luc'hskeudenn

# UW (sure)
# Checked by a speaker: no
report-back-photo = Distreiñ

# UW (sure)
# Checked by a speaker: no
report-back-person = Distreiñ

# UW PW MA (sure)
# Checked by a speaker: no
verdict-withdraw = Dilemel
