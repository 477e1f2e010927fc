## See README.md for the sources.

# UW MA (sure)
# Checked by a speaker: no
news-published = Embannet

# UW (one source)
# Checked by a speaker: no
news-change-requested = Da reizhañ

# MA (one source)
# Checked by a speaker: no
news-refused = Nac'het
