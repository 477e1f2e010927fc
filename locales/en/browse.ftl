## Home
home-sentence = Photos given by the people who live here, free to use when you credit their author.
home-count =
    { $count ->
        [0] The first one is yet to be given.
        [one] One photo is already here.
       *[other] { $count } photos are waiting for you.
    }
home-newest = Newest photos
grid-give = Give yours
home-empty-title = It all starts with one photo
home-empty-text = A street, a fair, a boat: give one, and others will put it to use.
home-empty-button = Give a first photo

## Search
search-title = Find a photo
search-tab = Search: { $words }
search-hint = A place, a name, a tag: type what you are looking for. Every photo found may be reused.
search-found =
    { $count ->
        [0] Nothing for “{ $words }”
        [one] { $count } photo for “{ $words }”
       *[other] { $count } photos for “{ $words }”
    }
search-allowed =
    { $count ->
        [0] No photo allows all of that
        [one] One photo allows it
       *[other] { $count } photos allow it
    }
search-uses = I want to be able to
search-use-modify = change the photo: crop, retouch
search-use-commercial = make commercial use of it
search-use-no-attribution = do without naming the author
search-empty-uses = Not every licence allows everything: untick a box.
search-without-uses = Search without conditions
# $parameters (String) - parameters of the address with their values
search-not-understood = Not understood, and left out of this search: { $parameters }.
# $filters (String) - parameters of the address with their values
search-filters = Also asked for by this address: { $filters }.
search-suggestion = Did you mean:
search-empty-title = A few ideas
search-empty-fewer = Try a single word: a photo must carry all of them.
search-empty-accents = Accents, capitals and plurals do not matter; spelling does.
search-empty-wider = Search wider: the town rather than the street, “boat” rather than its name.
search-empty-give = Do you have this photo? Give it

## Tag and person
tag-kicker = Tag
person-kicker = Given by
person-empty = No photo published yet.

## About
about-title = About { $site }
about-take-title = Use a photo
about-take-text = Search, download, copy the attribution: it is ready for your poster, your website or your newsletter. No account needed. Each photo says in one sentence what its licence allows.
about-give-title = Give a photo
about-give-text = It takes an account and three answers: who took the photo, may it be changed, may it be sold. You remain its author; you choose how you are credited and whether the exact place is shown.
about-review-title = Before publication
about-review-text = Someone from the team looks at each photo before it becomes public. If something is missing you are told why, and you can put it right.
about-privacy-title = Your data
about-privacy-text = No trackers, no advertising, no request to any other site. Downloaded files hold neither GPS coordinates nor camera serial numbers.
about-program-title = The software
about-problems-title = For programs: the error codes
about-problems-text = When a request to the API does not go through, the answer carries one of these codes, the HTTP status and a sentence.
about-places = Places are compared with a table made, in shorter form, from:
about-program-text = This site runs on Zef { $version }, free software under the AGPL: any other association can install it.

## Withdrawn photo
tombstone-kicker = Withdrawn photo
tombstone-erase = Erase the title, the description, the place and the names
tombstone-erase-note = You can still erase what this notice says of somebody who asks for it. It is for good.
tombstone-text = This photo was published here, then withdrawn on { $day }. Its address remains, since attributions already printed may point to it.
tombstone-reason = Why it was withdrawn:
# $count (Number)
tombstone-grants =
    { $count ->
        [one] The licence granted before it was withdrawn still stands, if whoever granted it had the right to
       *[other] Licences granted before it was withdrawn still stand, if whoever granted them had the right to
    }
