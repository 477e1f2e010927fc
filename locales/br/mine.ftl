## See README.md for the sources.

# UW (one source)
# Checked by a speaker: no
mine-to-correct = Da reizhañ

# adwelet: CA (made of sourced words, the phrase is ours)
# Checked by a speaker: no
mine-waiting = Da adwelet

# UW MA (sure)
# Checked by a speaker: no
mine-published = Embannet

# MA (one source)
# Checked by a speaker: no
mine-refused = Nac'het

# UW CA MMV CC (sure)
# Checked by a speaker: no
edit-author = An aozer
