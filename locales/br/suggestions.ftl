## See README.md for the sources.

# iN (one source)
# Checked by a speaker: no
suggestions-accept = Degemer

# MA (one source)
# Checked by a speaker: no
suggestions-refuse = Nac'hañ

# kemmañ: MA iN; luc'hskeudenn: PW CA AJ iN (made of sourced words, the phrase is ours)
# Checked by a speaker: no
suggestions-edit = Kemmañ al luc'hskeudenn
