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

## What the photos found divide into
search-tags = Tags
search-places = Places
search-timeline = Photos by decade
search-years = Years
# $title (String)
search-collection = Collection: { $title }
search-authors = Authors
search-licences = Licences
search-print = Print size
# $long (String) $short (String) - sides in pixels; $size (String) - A4
search-print-size = { $size }: { $short } × { $long } pixels
search-print-note = Enough pixels to print the whole sheet (ISO 216) at 300 dots per inch.
# $size (String)
search-for-print = printable as { $size }
search-colours = Main colour
colour-red = red
colour-orange = orange
colour-brown = brown
colour-yellow = yellow
colour-green = green
colour-turquoise = turquoise
colour-blue = blue
colour-purple = purple
colour-pink = pink
colour-white = white
colour-grey = grey
colour-black = black
search-tag = tag: { $tag }
search-author-named = author: { $name }
search-at = place: { $words }
# $what (String) - tag, author, place or years that photos must not have
search-except = except { $what }
# $word (String)
search-word = “{ $word }”
search-wider = Search more widely
# $part (String) - what the wider search leaves out
search-wider-without = without { $part }
search-elsewhere = This search elsewhere:
search-feed = as a feed (Atom)
search-csv = as a table (CSV)
search-geojson = on a map (GeoJSON)
feed-newest = Follow new photos (Atom)
feed-these = Follow these photos (Atom)

## Completing what one types
complete-label = Suggestions
complete-word = Word
complete-author = Author
# $name (String)
search-no-context = “{ $name }” is no context here: the list of contexts is on the page of tags.
