## See README.md for the sources.

# PW (one source)
# Checked by a speaker: no
nav-basket = Paner

# PW (one source)
# Checked by a speaker: no
basket-title = Paner

# UW PW MA CA (sure)
# Checked by a speaker: no
basket-remove = Dilemel

# PW MMV CA (sure)
# Checked by a speaker: no
package-title = 3. Pellgargañ
