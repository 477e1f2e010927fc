## See README.md for the sources.

# PW (one source)
# Checked by a speaker: no
nav-tags = Gerioù-alc'hwez

# PW (one source)
# Checked by a speaker: no
tags-title = Gerioù-alc'hwez

# kemmañ: MA iN; ger-alc'hwez: PW (made of sourced words, the phrase is ours)
# Checked by a speaker: no
tag-edit = Kemmañ ar ger-alc'hwez

# PW (one source)
# Checked by a speaker: no
tag-edit-title = Ger-alc'hwez: { $tag }
