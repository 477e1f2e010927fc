## See README.md for the sources.

# PW (one source)
# Checked by a speaker: no
tags-label = Gerioù-alc'hwez

# UW MMV iN (sure)
# Checked by a speaker: no
fact-place = Lec'h

# UW CA MMV CC (sure)
# Checked by a speaker: no
fact-author = Aozer

# UW MA CC (sure)
# Checked by a speaker: no
copy = Eilañ

# MA iN (sure)
# Checked by a speaker: no
edit-button = Kemmañ

# UW (one source)
# Checked by a speaker: no
fix-button = Reizhañ

# UW PW MA CA (sure)
# Checked by a speaker: no
withdraw-button = Dilemel…

# dilemel: UW PW MA CA; luc'hskeudenn: PW CA AJ iN (made of sourced words, the phrase is ours)
# Checked by a speaker: no
withdraw-confirm = Dilemel al luc'hskeudenn
