## See README.md for the sources.

# UW CA MMV CC (sure)
# Checked by a speaker: no
receipt-author = Aozer

# UW CA MMV iN (sure)
# Checked by a speaker: no
receipt-entry-licence = Aotre-implijout

# MMV (one source)
# Checked by a speaker: no
receipt-entry-by = Gant
