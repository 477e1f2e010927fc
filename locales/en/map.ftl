## The map
nav-places = Map
map-title = Map
map-description = Photos where they were taken, and what each one permits.
map-search = Search on the map
# $count (Number)
map-count =
    { $count ->
        [0] No photo in this view.
        [one] One photo in this view.
       *[other] { $count } photos in this view.
    }
map-open = Open a point: its photos appear beside the map.
# $count (Number)
map-elsewhere =
    { $count ->
        [one] One other photo is elsewhere.
       *[other] { $count } other photos are elsewhere.
    }
map-nowhere = Without a position
# $count (Number)
map-nowhere-count =
    { $count ->
        [one] One photo shows no position.
       *[other] { $count } photos show no position.
    }
map-nowhere-places = The names of their places lead to them.
map-label = Map of the photos. The list of points is below.
# $name (String), $count (Number)
map-mark =
    { $count ->
        [one] { $name }: { $count } photo
       *[other] { $name }: { $count } photos
    }
# $place (String)
map-around = { $place } and around
map-here = This point
map-nearer = Zoom in
map-farther = Zoom out
map-within = The photos in this view
map-as-list = See as a list
map-closer = Zoom to this point
map-points = Points on the map
map-nothing = No photo here
map-nothing-here = Zoom out, or remove a condition of the search. Only photos whose place is published are on the map.
map-everything = The whole map
# $toward (String), $degrees (String)
looks-toward = Looks towards { $toward } ({ $degrees }°)
# $toward (String), $degrees (String)
looks-toward-magnetic = Looks towards { $toward } ({ $degrees }°, by the compass)
toward-north = the north
toward-north-east = the north-east
toward-east = the east
toward-south-east = the south-east
toward-south = the south
toward-south-west = the south-west
toward-west = the west
toward-north-west = the north-west
map-west = W
map-east = E
map-north = N
map-south = S
map-link = On the map

## Coverage
coverage-title = What is missing
coverage-lead = What the photos show already, commune by commune and square by square, and what nobody has photographed yet.
coverage-print = Print
coverage-near = Around
coverage-show = Show
# $near (String)
coverage-not-found = No known place is called “{ $near }”. Type the name of a commune, or a latitude and a longitude: 48.39,-4.49
# $place (String)
coverage-around = Around { $place }
# $place (String)
coverage-squares = Squares of about one kilometre around { $place }, north at the top, with their number of photos
coverage-key = A square is a hundredth of a degree, about one kilometre. Yellow squares have photos, with their number; grey is the sea.
# $seen (Number), $all (Number)
coverage-seen =
    { $seen ->
        [0] None of the { $all } squares of land has a photo.
        [one] One square of land out of { $all } has a photo.
       *[other] { $seen } squares of land out of { $all } have a photo.
    }
coverage-no-land = There is no land here.
coverage-missing = Missing photos, the nearest first
coverage-complete = Every square of land has a photo.
coverage-communes = Communes
coverage-places = Places named
# $without (Number)
coverage-without =
    { $without ->
        [one] One commune has no photo.
       *[other] { $without } communes have no photo.
    }
# $all (Number), $without (Number)
coverage-without-of =
    { $without ->
        [one] Of the { $all } nearest communes, one has no photo.
       *[other] Of the { $all } nearest communes, { $without } have no photo.
    }
coverage-unknown = This library has no list of communes: these are the places that its photos name. The command “zef places import” adds a list.
coverage-more = The communes nearest to this place.
coverage-commune = Place
# $count (Number)
coverage-by-position =
    { $count ->
        [one] one of them by its position
       *[other] { $count } of them by their position
    }
coverage-share = In proportion
coverage-last = The last one
coverage-go = Go
coverage-first = Give the first one
coverage-see = See
# $direction (String), $far (String)
way-far = { $far } km { $direction }
way-here = Right here
way-north = to the north
way-south = to the south
way-east = to the east
way-west = to the west
way-north-east = to the north-east
way-north-west = to the north-west
way-south-east = to the south-east
way-south-west = to the south-west
