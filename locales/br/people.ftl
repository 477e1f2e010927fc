## See README.md for the sources.

# CA PW AJ (sure)
# Checked by a speaker: no
login-title = Kevreañ

# kont: CA PW MA AJ; krouiñ: UW PW (made of sourced words, the phrase is ours)
# Checked by a speaker: no
join-title = Krouiñ ur gont

# CA PW MA AJ (sure)
# Checked by a speaker: no
field-handle = Anv implijer

# CA PW MA AJ (sure)
# Checked by a speaker: no
field-password = Ger-tremen

# kont: CA PW MA AJ (made of sourced words, the phrase is ours)
# Checked by a speaker: no
account-title = Va c'hont

# CA PW AJ (sure)
# Checked by a speaker: no
logout-button = Digevreañ

# UW (one source)
# Checked by a speaker: no
role-contributor = Kenlabourer

# PW MA iN (sure)
# Checked by a speaker: no
role-admin = Merour

# CA PW MA AJ (sure)
# Checked by a speaker: no
password-title = Ger-tremen

# adwelet: CA (made of sourced words, the phrase is ours)
# Checked by a speaker: no
review-title = Da adwelet

# UW (sure)
# Checked by a speaker: no
review-next = War-lerc'h

# UW MA (sure)
# Checked by a speaker: no
review-publish = Embann

# MA (one source)
# Checked by a speaker: no
review-refuse = Nac'hañ

# anv implijer: CA PW MA AJ (made of sourced words, the phrase is ours)
# Checked by a speaker: no
people-name = Anv

# UW (one source)
# Checked by a speaker: no
people-contributors = Kenlabourerien

# krouiñ: UW PW; kont: CA PW MA AJ (made of sourced words, the phrase is ours)
# Checked by a speaker: no
join-button = Krouiñ va c'hont
