## See README.md for the sources.

# klask: PW CA MA; luc'hskeudenn: PW CA AJ iN (made of sourced words, the phrase is ours)
# Checked by a speaker: no
search-label = Klask luc'hskeudennoù

# PW CA MA (sure)
# Checked by a speaker: no
search-button = Klask

# reiñ for donner; luc'hskeudenn: PW CA AJ iN (a choice between rivals)
# Checked by a speaker: no
nav-upload = Reiñ luc'hskeudennoù

# luc'hskeudenn: PW CA AJ iN (sure)
# Checked by a speaker: no
nav-photos = Luc'hskeudennoù

# for donner (a choice between rivals)
# Checked by a speaker: no
nav-give = Reiñ

# luc'hskeudenn: PW CA AJ iN (sure)
# Checked by a speaker: no
nav-give-what = luc'hskeudennoù

# luc'hskeudenn: PW CA AJ iN (made of sourced words, the phrase is ours)
# Checked by a speaker: no
nav-my-photos = Va luc'hskeudennoù

# CA (one source)
# Checked by a speaker: no
nav-review = Adwelet

# CA PW AJ (sure)
# Checked by a speaker: no
nav-login = Kevreañ

# CA PW AJ (sure)
# Checked by a speaker: no
nav-join = En em enskrivañ

# PW CA MA (sure)
# Checked by a speaker: no
nav-about = Diwar-benn

# UW CA MMV iN (sure)
# Checked by a speaker: no
nav-licences = An aotreoù-implijout

# CA MA (sure)
# Checked by a speaker: no
save = Enrollañ

# MMV (one source)
# Checked by a speaker: no
photo-by = gant

# luc'hskeudenn: PW CA AJ iN; after a number the noun stays singular (made of sourced words, the phrase is ours)
# Checked by a speaker: no
photo-count =
    { $count ->
        [0] Luc'hskeudenn ebet
        [one] { $count } luc'hskeudenn
        [two] { $count } luc'hskeudenn
        [few] { $count } luc'hskeudenn
        [many] { $count } luc'hskeudenn
       *[other] { $count } luc'hskeudenn
    }

# MA (one source)
# Checked by a speaker: no
state-draft = Brouilhed

# adwelet: CA (made of sourced words, the phrase is ours)
# Checked by a speaker: no
state-submitted = Da adwelet

# UW (one source)
# Checked by a speaker: no
state-change-requested = Da reizhañ

# UW MA (sure)
# Checked by a speaker: no
state-published = Embannet

# MA (one source)
# Checked by a speaker: no
state-refused = Nac'het
