# UW iN (sure)
# Checked by a speaker: no
nav-places = Kartenn

# UW iN (sure)
# Checked by a speaker: no
map-title = Kartenn

# klask: PW CA MA; kartenn: UW iN (made of sourced words, the phrase is ours)
# Checked by a speaker: no
map-search = Klask war ar gartenn

# UW MMV iN (sure)
# Checked by a speaker: no
coverage-commune = Lec'h

# kartenn: UW iN (made of sourced words, the phrase is ours)
# Checked by a speaker: no
map-link = War ar gartenn
