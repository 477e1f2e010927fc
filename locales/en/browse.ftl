## Home
home-sentence = Photos given by the people who live here, to reuse on the terms their authors chose.
home-newest = Newest photos
home-empty-title = It all starts with one photo
home-empty-text = A street, a fair, a boat: give one, and others will put it to use.
home-empty-button = Give a first photo

## Search
search-title = Find a photo
search-tab = Search: { $words }
search-found =
    { $count ->
        [0] No photos for “{ $words }”
        [one] { $count } photo for “{ $words }”
       *[other] { $count } photos for “{ $words }”
    }
search-allowed =
    { $count ->
        [0] No photos you can use this way
        [one] { $count } photo you can use this way
       *[other] { $count } photos you can use this way
    }
search-uses = I want to be able to
# $parameters (String) - parameters of the address with their values
search-not-understood = Left out because it was not understood: { $parameters }.
search-suggestion = Did you mean:
search-empty-title = Some things to try
search-empty-fewer = Try a single word: a photo is only found if it has all of them.
search-empty-accents = Accents, capitals and plurals do not matter; spelling does.
search-empty-wider = Broaden your search: the town rather than the street, “boat” rather than its name.
search-empty-give = Do you have this photo? Give it

## Tag and person
tag-kicker = Tag
person-kicker = Photos by
person-empty = No photos by { $name } published yet.
given-title = Photos by other authors, given by { $name }
given-count =
    { $count ->
        [one] { $count } photo by another author, given by { $name }
       *[other] { $count } photos by other authors, given by { $name }
    }
given-all = See the list

## About
about-title = About { $site }
about-take-title = Reuse a photo
about-take-text = Search, download, copy the attribution: it is ready for your poster, your website or your newsletter. No account needed. Each photo says in one sentence what its licence allows.
about-give-title = Give a photo
about-give-text = You need an account and three answers: who took the photo, can it be changed, can people make money from it. You remain its author; you choose how you are credited and whether the exact place is shown.
about-review-title = Before publication
about-review-text = A member of the team looks at each photo before it becomes public; photos from trusted people are public at once. If something is missing, you are told what, and you can correct it.
about-privacy-title = Your data
about-privacy-text = No trackers, no advertising, nothing from any other site. Downloaded files hold neither GPS coordinates nor camera serial numbers.
about-program-title = The software
about-problems-title = For programs: the error codes
about-problems-text = When a request to the API does not go through, the answer carries one of these codes, the HTTP status and a sentence.
about-places = Places are compared with a shortened table, drawn from:
about-program-text = This site runs on Zef { $version }, free software under the AGPL: any other association can install it.

## Withdrawn photo
tombstone-kicker = Withdrawn photo
tombstone-erase = Erase the title, the description, the place and the names
tombstone-erase-note = You can still erase what this notice says about somebody who asks for it. This cannot be undone.
tombstone-text = This photo was published here, then withdrawn on { $day }. Its address remains: attributions already printed may point to it.
tombstone-reason = Why it was withdrawn:
# $count (Number)
tombstone-grants =
    { $count ->
        [one] The licence granted before it was withdrawn stays valid, if the person who granted it had the right to
       *[other] The licences granted before it was withdrawn stay valid, if the people who granted them had the right to
    }
