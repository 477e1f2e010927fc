## See README.md for the sources.

# UW (sure)
# Checked by a speaker: no
walk-next = War-lerc'h

# PW MMV CA (sure)
# Checked by a speaker: no
download-button = Pellgargañ

# UW CA MMV iN (sure)
# Checked by a speaker: no
permits-licence = Aotre-implijout

# luc'hskeudenn: PW CA AJ iN (sure)
# Checked by a speaker: no
permits-photos = Luc'hskeudennoù
