## What one wants to be able to do, in few words
use-modify = change it
use-commercial = make money from it
use-no-attribution = not credit the author

## Home
home-all =
    { $count ->
        [one] The photo
       *[other] All { $count } photos
    }
home-invite = A street, a fair, a boat: your photos can be of use to others. Three questions, and they go to review.

## Narrowing a search
search-among = Search among them
search-narrow = Narrow down
search-apply = Apply
search-results = Photos found
search-place = Place
search-shape = Shape
search-landscape = Landscape
search-portrait = Portrait
search-square = Square
search-date = Date taken
search-from = From
search-until = to
search-since = since { $date }
search-up-to = up to { $date }
search-author = by { $handle }
search-giver = by other authors, given by { $handle }
search-area = an area of the map
search-without = (remove)
search-order = Sort
search-newest = Newest
search-relevance = Closest
search-taken = By date taken
# $count (Number)
search-set-aside =
    { $count ->
        [one] One photo set aside: its licence does not allow all of that.
       *[other] { $count } photos set aside: their licences do not allow all of that.
    }
search-meanwhile = Meanwhile, the newest photos
