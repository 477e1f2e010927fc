# UW iN (sure)
# Checked by a speaker: no
nav-places = Kartenn

# UW iN (sure)
# Checked by a speaker: no
map-title = Kartenn
