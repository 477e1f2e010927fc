## See README.md for the sources.

# klask: PW CA MA; luc'hskeudenn: PW CA AJ iN (made of sourced words, the phrase is ours)
# Checked by a speaker: no
search-title = Klask ul luc'hskeudenn

# PW CA MA (sure)
# Checked by a speaker: no
search-tab = Klask: { $words }

# PW (one source)
# Checked by a speaker: no
tag-kicker = Ger-alc'hwez

# PW CA MA (sure)
# Checked by a speaker: no
about-title = Diwar-benn { $site }

# reiñ for donner; luc'hskeudenn: PW CA AJ iN (a choice between rivals)
# Checked by a speaker: no
about-give-title = Reiñ ul luc'hskeudenn

# UW PW MA (sure)
# Checked by a speaker: no
about-privacy-title = Roadennoù personel

# gant: MMV; luc'hskeudenn: PW CA AJ iN (made of sourced words, the phrase is ours)
# Checked by a speaker: no
person-kicker = Luc'hskeudennoù gant
