collections-title = Collections
problem-collection-title = Collection not changed
# $photo (String)
problem-collection-not-public = Photo { $photo } is not public: a collection has published photos only.
# $photo (String)
problem-collection-without = Photo { $photo } is not in this collection. Reload the page, then make your change again.
# $most (Number)
problem-collection-full = A collection has at most { $most } photos. Remove some, or start a second one.
# $most (Number)
problem-collection-too-many = You already have { $most } collections. Delete one, or ask the team.
# $handle (String)
problem-collection-member = Nobody has the account name “{ $handle }”. Check it: it is the end of the address of their page.
# $typed (String)
problem-collection-unknown = No collection that you may change is called “{ $typed }”. Check its title, or paste the address of its page here.
# $addresses (String)
problem-collection-several = Several collections have this title: { $addresses }. Write the address of the one that you mean.
problem-collection-parent = There is no such collection, or you cannot put yours into it. Choose another one.
problem-collection-circle = A collection cannot stand inside itself, nor inside one that it contains. Choose another one.
# $most (Number)
problem-collection-deep = Collections stand inside one another { $most } levels deep at most. Choose one that is less deep.
# $most (Number)
problem-collection-parent-full = A collection contains at most { $most } others. Choose another one.
problem-collection-not-empty = Other collections stand inside this one. Move or delete them first.
problem-collection-curator = This collection stays a draft: a curator will publish it.
problem-collection-stale = Somebody changed this collection in the meantime. Reload it, then make your change again.
collection-members = Members
collection-parent = Inside
collection-dates = Period
collections-lead = Photos chosen and put in order around a subject.
collections-none = No collection is published yet.
collections-own = Your drafts
collections-drafts = Other people’s drafts
collections-published =
    { $count ->
        [one] One published collection
       *[other] { $count } published collections
    }
collections-all =
    { $count ->
        [one] See the collection
       *[other] All { $count } collections
    }
collection-make = New collection
collection-make-lead = Give it a title; photos are added afterwards, from the page of each or from the basket.
collection-make-with =
    { $count ->
        [one] It will begin with this photo.
       *[other] It will begin with these { $count } photos.
    }
# $count (Number) $name (String)
collection-about =
    { $count ->
        [0] No photos, gathered by { $name }
        [one] { $count } photo, chosen by { $name }
       *[other] { $count } photos, gathered by { $name }
    }
collection-draft = Draft
collection-around = Inside
collection-inside = Collections inside it
collection-empty = No photos yet: add some from the page of a photo, or make a collection of your basket.
collection-download =
    { $count ->
        [one] Download the photo and its credit
       *[other] Download the { $count } photos and their credits
    }
# $from (Number) $to (Number)
collection-download-part = Download photos { $from } to { $to } and their credits
# $from (Number) $to (Number)
collection-part = Photos { $from } to { $to }
collection-use =
    { $count ->
        [one] Reuse the photo
       *[other] Reuse these { $count } photos
    }
collection-credits = All credits in one block
collection-feed = Follow by Atom feed
collection-is-draft = Draft: only the people who work on it and the team see this page.
collection-is-yours = Published: everyone sees this page.
collection-edit = Edit
# $title (String)
collection-edit-title = Edit “{ $title }”
collection-order = Arrange the photos
# $title (String)
collection-order-title = Arrange “{ $title }”
collection-order-lead = Move a photo up or down, or type its new place.
collection-publish = Publish
collection-see = See the collection
collection-text = Text
collection-dates-help = In words: “1944–1952”, “the sixties”.
collection-standing = Publication and members
collection-state = Who sees it
collection-state-draft = You, the members and the team (draft)
collection-state-published = Everyone
collection-parent-none = No other collection
collection-members-help = Account names with commas between them. These people edit the text and choose the photos with you.
collection-kept = The address of the collection stays when its title changes.
collection-begins = It begins as a draft, unless you publish it.
collection-delete-title = Delete the collection
collection-delete-note = Its photos stay in the library. Its text and their order are lost.
collection-delete = Delete the collection
collection-meanwhile = Somebody changed this collection while you were writing. What you typed is below: saving it replaces their changes.
# $title (String)
collection-number-of = Place of “{ $title }”
# $title (String)
collection-up-titled = Move “{ $title }” up
# $title (String)
collection-down-titled = Move “{ $title }” down
collection-cover = Cover
# $title (String)
collection-cover-titled = Use “{ $title }” as the cover
collection-is-cover = cover
# $title (String)
collection-remove-titled = Remove “{ $title }” from the collection
collection-numbers = Apply the numbers
collection-numbers-note = The arrow keys move the photo one of whose buttons has the focus.
collection-moved = Moved to place
collection-move-failed = The move could not be saved: the page is loading again.
collection-make-typed = make this collection
collection-named = Title or address
collection-one = Collection
photo-collections =
    { $count ->
        [one] In the collection
       *[other] In the collections
    }
collect-title = Add to a collection
collect-new = A new collection…
collect-button = Add
gather-title = Make it a collection
news-in-collection = In a collection
# $title (String)
news-collection = The collection “{ $title }” shows your photo.
done-collection-made = The collection is made.
done-collection-deleted = The collection is deleted. Its photos stay in the library.
done-collected = The photo is in the collection.
done-basket-collected = The photos of the basket are in the collection.
slideshow-begin = Slideshow
# $title (String)
slideshow-title = Slideshow: { $title }
slideshow-leave = Leave the slideshow
slideshow-play = Play
collection-embed = Put it on another site
collection-embed-code = Code to copy into the page
# $count (Number) $site (String)
collection-embed-all =
    { $count ->
        [one] The photo on { $site }
       *[other] All { $count } photos on { $site }
    }
collection-embed-unknown = This collection is not published any more.

## Living collections
collection-query = Search that fills it
collection-query-help = Optional. Words, or the address of a search page: the collection always shows what the search finds, photos published later included.
collection-of-search = Make a living collection of it
collection-living = Living collection, which follows the search:
# $count (Number)
collection-beyond =
    { $count ->
        [one] The search finds one more photo: a collection shows ten thousand at most.
       *[other] The search finds { $count } more photos: a collection shows ten thousand at most.
    }
collection-living-empty = The search finds no photo for now: the next ones that it finds will be here.
collection-order-living = The photos that you choose come first, in your order; those of the search follow.
collection-chosen = Chosen
collection-found = Found by the search
collection-first = Put first
# $title (String)
collection-first-titled = Put “{ $title }” first
collection-except = Photos left out
collection-restore = Put back
# $title (String)
collection-restore-titled = Put “{ $title }” back into the collection
collection-note = Why
collection-note-help = Optional. It is read in the history.
# $most (Number)
problem-search-long = The search that fills a collection has at most { $most } characters. Shorten it.
# $what (String)
problem-search-unclear = The search is not understood: “{ $what }”. Make it on the search page, then paste the address of that page here.
problem-search-everything = This search finds every photo. Add a word or a filter.
problem-search-itself = This search is narrowed to the very collection that it would fill, and would add nothing to it. Remove “collection=” from it.
# $most (Number)
problem-exceptions-many = A living collection leaves out at most { $most } photos. Narrow its search instead.

## History of a collection
# $title (String)
collection-history-title = History of “{ $title }”
collection-history-lead = What changed since the collection was published.
collection-history-whole = All that changed since the collection was made. Visitors read what changed since it was published, without the list of members.
collection-did-make = Made
collection-did-change = Changed
collection-did-unpublish = Made a draft again
collection-did-order = Photos put in order
collection-did-batch = Photos added together
collection-turn-added = Photos added
collection-turn-removed = Photos removed
# $count (Number) $titles (String)
collection-turn-others =
    { $count ->
        [one] { $titles } and one other
       *[other] { $titles } and { $count } others
    }

## Then and now
pairs-title = Then and now
# $title (String)
pairs-of = Then and now: { $title }
pairs-edit = Then and now
pairs-lead = Two photos of the same place, taken at different times, shown one over the other.
# $now (String) $before (String)
pair-dates = { $before } / { $now }
pair-undated = No date
# $now (String) $before (String)
pair-slide = Go from “{ $before }” to “{ $now }”
pair-credit = Credit of this photo
pair-both = Both credits in one block
pairs-unshown = These pairs are shown to nobody: one of their photos is not public any more. They come back with it, or you can separate them.
pair-new = A new pair
pair-choose = Two photos of the same place
pair-other = Or the address of another photo of the collection
pair-other-help = Instead of a photo to tick: the address of its page.
pair-order = The older one comes first, if the dates are known.
pair-make = Put these two together
pair-turn = Exchange
# $name (String)
pair-turn-named = Exchange the two photos: { $name }
pair-part = Separate
# $name (String)
pair-part-named = Separate the two photos: { $name }
photo-pair = Then and now, in the collection
problem-pair = A pair has two different photos of the collection. Choose two.
# $most (Number)
problem-pairs-many = A collection has at most { $most } pairs. Separate one first.
