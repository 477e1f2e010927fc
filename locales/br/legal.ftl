## See README.md for the sources.

# UW PW MA (sure)
# Checked by a speaker: no
legal-privacy-title = Roadennoù personel

# UW CA MMV iN (sure)
# Checked by a speaker: no
admin-site-licences = An aotreoù-implijout
