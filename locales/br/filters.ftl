## See README.md for the sources.

# MA (one source)
# Checked by a speaker: no
search-narrow = Silañ

# UW MMV iN (sure)
# Checked by a speaker: no
search-place = Lec'h

# UW PW (sure)
# Checked by a speaker: no
search-date = Deiziad

# PW (one source)
# Checked by a speaker: no
search-tags = Gerioù-alc'hwez

# UW CA MMV iN (sure)
# Checked by a speaker: no
search-licences = Aotreoù-implijout

# Hs (a choice between rivals)
# Checked by a speaker: no
search-collection = Dastumad: { $title }

# PW (one source)
# Checked by a speaker: no
search-tag = ger-alc'hwez: { $tag }

# UW CA MMV CC (sure)
# Checked by a speaker: no
search-author-named = aozer: { $name }

# UW MMV iN (sure)
# Checked by a speaker: no
search-at = lec'h: { $words }

# UW CA MMV CC (sure)
# Checked by a speaker: no
complete-author = Aozer
