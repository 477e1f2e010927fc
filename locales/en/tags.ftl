## Tags
nav-tags = Tags
tags-title = Tags
tags-lead = The shared vocabulary of the library. A search finds narrower tags and synonyms too.
tags-count =
    { $count ->
        [one] { $count } tag
       *[other] { $count } tags
    }
tags-begin = Begins with
tags-show = Show
tags-none = No tag begins so. Try fewer letters.
tags-nothing = No tags yet: they come with photos.
tags-contexts = Contexts
tags-all = All tags
tags-next = More
# $tag (String)
tags-pick = Choose: { $tag }
tags-is-context = context
tags-is-banned = banned
tags-what = What to do with the chosen tags?
tags-merge = Merge them into one
tags-merge-help = They become its synonyms.
tags-rename = Rename this one
tags-rename-help = The former name becomes a synonym.
tags-split = Split this one into several
tags-split-help = Its photos get all the named tags instead.
tags-ban = Ban them
tags-ban-help = Photos lose them; nobody can give them any more.
tags-context-add = Make them contexts
tags-context-remove = Make them contexts no more
tags-into = Name, or names separated by commas
tags-into-help = The tag that stays, the new name, or those that photos get. To ban: what to use instead, if that helps.
tags-photos-only = These photos only
tags-photos-only-help = To split: the identifiers of the photos, separated by commas. Empty: all of them.
tags-preview = See what will change
tags-nothing-picked = Choose one tag at least.
tags-one-picked = Choose a single tag for this.
tags-nothing-said = Say what to do, and name the tag that stays or those that come instead.
tags-ttl = The vocabulary in SKOS (Turtle)
# $tags (String), $into (String)
tags-preview-merge = Merge { $tags } into “{ $into }”
# $tags (String), $into (String)
tags-preview-rename = Rename { $tags } to “{ $into }”
# $tags (String), $into (String)
tags-preview-split = Replace { $tags } by { $into }
# $tags (String)
tags-preview-ban = Ban { $tags }
# $tags (String), $into (String)
tags-preview-ban-instead = Ban { $tags }; use “{ $into }” instead
tags-preview-note = Photos that are not published will get the right tags when they are. Everything can be undone afterwards.
tags-preview-note-split = Published photos alone change: the others keep this tag. Everything can be undone afterwards.
tags-preview-make = Confirm
tags-same-as = See
tag-broader = Broader
tag-narrower = Narrower
tag-related = Close to
tag-neighbours = Neighbours
tag-synonyms = Also called
tag-elsewhere = Elsewhere
tag-languages = In other languages
tag-history = History
tag-edit = Edit the tag
tag-see = See the tag
# $tag (String)
tag-edit-title = Tag: { $tag }
tag-edit-lead = Everybody reads what you write here. Photos do not change.
# $tag (String)
tag-history-title = History of the tag { $tag }
tag-history-lead = What was said of this tag, by whom and when.
tag-banned = This tag is not given any more.
# $tag (String)
tag-banned-instead = This tag is not given any more: use “{ $tag }”.
tag-context = It is one of the contexts of the library.
tag-label = Written as
tag-label-help = Capitals and accents only: for another word, rename the tag.
tag-label-fr = In French
tag-label-br = In Breton
tag-label-en = In English
tag-synonyms-help = Separated by commas. A photo given with one of them gets this tag.
tag-broader-help = A search for the broader one finds the photos of this one too.
tag-text = What it means, when to use it
tag-links-help = One a line: Q751876 (Wikidata), leisure=slipway (OpenStreetMap) or an address.
tag-is-context = Context: one of the large subjects offered in lists
tag-is-banned = Banned: cannot be given any more
tag-instead = To be used instead
tag-meanwhile = Somebody edited this tag meanwhile. Your text is kept: send it again and it replaces theirs.
tag-kept = Changes stay in the history.
tag-changed-change = Record edited
tag-changed-merge = Tags merged
tag-changed-rename = Tag renamed
tag-changed-ban = Tag banned
tag-changed-undo = Batch undone
tag-changed-import = Vocabulary imported
tag-value-yes = yes
problem-tag-title = Tag not changed
problem-tag-unknown-title = Unknown tag
# $tag (String)
problem-tag-unknown = No public photo has the tag “{ $tag }”, and the vocabulary does not know it. Search for this word everywhere, or choose among all tags.
tag-unknown-search = Search for this word
problem-tag-banned-title = Tag refused
# $tag (String)
problem-tag-banned = The tag “{ $tag }” is not given any more: remove it.
# $tag (String), $instead (String)
problem-tag-banned-instead = The tag “{ $tag }” is not given any more: use “{ $instead }”.
# $name (String), $tag (String)
problem-tag-taken = “{ $name }” is already a name or a synonym of the tag “{ $tag }”. Remove it from one of them, or merge the two.
# $name (String)
problem-tag-other-name = “{ $name }” is another word: rename the tag from the list of tags.
# $tag (String)
problem-tag-circle = “{ $tag }” is narrower than this tag: it cannot be broader too. Choose another one.
problem-tag-itself = A tag cannot be close to itself, nor be used instead of itself. Name another one.
# $tag (String)
problem-tag-instead-banned = “{ $tag }” is not given any more either. Name another one.
problem-tag-banned-context = A banned tag cannot be a context. Choose one or the other.
# $most (Number)
problem-tag-too-many = There are { $most } at most. Remove some.
# $most (Number)
problem-tag-contexts = There are { $most } contexts at most. End another one first.
# $most (Number)
problem-tag-records = The library keeps { $most } records of tags at most. Merge some first.
problem-tag-stale = Somebody edited this tag meanwhile. Reload the page, then make your change again.
why-tag-link = a link is a number of Wikidata (Q751876), a key of OpenStreetMap (leisure=slipway) or an address with https://.
search-contexts = Contexts
# $context (String)
search-context = context: { $context }
curate-context = Context
curate-context-none = None
action-change-tag =
    { $count ->
        [one] Tag edited
       *[other] { $count } tags edited
    }
action-merge-tags = Tags merged
action-rename-tag = Tag renamed
action-split-tag = Tag split
action-ban-tags = Tags banned
action-import-tags = Vocabulary imported
tags-offered = Tags that may suit
tag-offered-title = in the title
tag-offered-day = by the same author, on the same day
tag-offered-place = at the same place
tag-offered-author = by the same author
# $names (String)
tags-preview-context-add = Make { $names } contexts
# $names (String)
tags-preview-context-remove = Make { $names } contexts no more
# $count (Number)
tags-preview-contexts =
    { $count ->
        [one] There will be one context among the filters of searches. No photo changes.
       *[other] There will be { $count } contexts among the filters of searches. No photo changes.
    }
