## See README.md for the sources.

# reiñ for donner; luc'hskeudenn: PW CA AJ iN (a choice between rivals)
# Checked by a speaker: no
upload-title = Reiñ luc'hskeudennoù

# dibab: UW CA PW; luc'hskeudenn: PW CA AJ iN (made of sourced words, the phrase is ours)
# Checked by a speaker: no
files-choose = Dibab luc'hskeudennoù

# UW CA (sure)
# Checked by a speaker: no
field-title = Titl

# UW CA (sure)
# Checked by a speaker: no
field-description = Deskrivadur

# PW (one source)
# Checked by a speaker: no
field-tags = Gerioù-alc'hwez

# aozer: UW CA MMV CC (made of sourced words, the phrase is ours)
# Checked by a speaker: no
field-author = Anv an aozer

# UW MMV iN (sure)
# Checked by a speaker: no
field-place = Lec'h

# UW CA MMV iN (sure)
# Checked by a speaker: no
field-licence = Aotre-implijout

# UW MA (sure)
# Checked by a speaker: no
send-publish = Embann

# luc'hskeudenn: PW CA AJ iN (made of sourced words, the phrase is ours)
# Checked by a speaker: no
my-photos-title = Va luc'hskeudennoù

# UW CA MMV iN (sure)
# Checked by a speaker: no
licences-title = An aotreoù-implijout
