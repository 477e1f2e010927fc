## See README.md for the sources.

# Hs (a choice between rivals)
# Checked by a speaker: no
collections-title = Dastumadoù

# Hs (a choice between rivals)
# Checked by a speaker: no
collection-one = Dastumad

# krouiñ: UW; dastumad: Hs (made of sourced words, the phrase is ours)
# Checked by a speaker: no
collection-make = Krouiñ un dastumad

# MA (one source)
# Checked by a speaker: no
collection-draft = Brouilhed

# MA iN (sure)
# Checked by a speaker: no
collection-edit = Kemmañ

# UW MA (sure)
# Checked by a speaker: no
collection-publish = Embann

# dilemel: UW PW MA; dastumad: Hs (made of sourced words, the phrase is ours)
# Checked by a speaker: no
collection-delete-title = Dilemel an dastumad

# dilemel: UW PW MA; dastumad: Hs (made of sourced words, the phrase is ours)
# Checked by a speaker: no
collection-delete = Dilemel an dastumad
