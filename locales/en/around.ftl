## One photo among others
walk-label = In this list
walk-previous = Previous
walk-next = Next
# $position (Number)
# $total (Number)
walk-position = { $position } of { $total }
list-of-search = your search
zoom-open = Enlarge
zoom-label = Enlarged photo
zoom-in = Closer
zoom-out = Further
zoom-close = Close
related-author = More photos by { $name }
related-author-all = All their photos
related-day = On the same day
related-day-all = All photos of this day
related-alike = Photos that look like it
related-place = In the same place
related-place-all = All photos of this place
author-site = their website
registry-title = Record

## Downloading and crediting
download-button = Download
download-sizes = Choose another size
cite-title = Credit the author
cite-more = Other formats
cite-select = One press selects the whole text.
copy-credit = Copy the credit

## Licences: what each permits
permits-licence = Licence
permits-modify = Change it
permits-income = Make money from it
permits-income-short = Income
permits-versions-short = Your versions
permits-versions = Licence of your versions
permits-credit = Credit the author
permits-photos = Photos
permits-yes = yes
permits-no = no
permits-versions-free = any
permits-versions-same = the same
permits-versions-none = none
permits-credit-not-asked = not required
permits-see = See
# $label (String) - short name of the licence
permits-see-under = the photos under { $label }
permits-cc0-title = CC0 in France
permits-cc0-text = The licence does not require the author to be named. Their moral right remains all the same (Code de la propriété intellectuelle, article L121-1): crediting them is still the right thing to do.
permits-income-title = “Make money from it”
permits-income-text = A postcard, a book, an advertisement, a newspaper people pay for: yes. An association’s free poster: no.

## Pages without a photo
lost-search = Search for a photo
lost-home = Back to the home page
# Photos that are like one photo: advice to who gave it and to moderators.
alike-title = Similar photos
alike-own = Matched by the picture alone. If it is the same photo, withdraw this one.
alike-help = Matched by the picture alone: check whether it is the same photo.
alike-same = same picture
alike-looks = looks alike
alike-is-same = Same picture as “{ $title }”
alike-resembles = Looks like “{ $title }”
