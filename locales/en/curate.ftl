## The history of a photo
history-title = History
history-link = History of changes
history-lead = What changed since the photo was published. What protects a person is not shown.
history-lead-whole = Everything that changed since the photo was received.
history-none = Nothing changed.
# $name (String)
history-by = by { $name }
history-deposit = Received
history-submit = Submitted for review
history-publish = Published
history-review = Reviewed
history-curate = Edited together with other photos
history-undo = Batch edit undone
history-revert = Field restored
history-contest = Words put back by the contributor
history-withdraw = Withdrawn
history-describe = Edited
history-state = State
history-revert-button = Restore
history-earlier = Earlier changes
done-reverted = Restored.

## The workbench: many photos at a time
nav-curate = To complete
curate-title = To complete
curate-list-title = Edit these photos
curate-mine-title = Edit my photos
curate-these = Edit these photos
curate-see-list = See the list
curate-lead = Pick photos, say what changes, look before you confirm. Every change can be undone.
curate-lanes = What is missing
lane-title = No title
lane-tags = No tags
lane-place = No place
lane-date = No date
lane-alt = No text alternative
lane-contradiction = Place contradicts position
lane-collection = In no collection
lane-collection-counts = A photo that is only in a draft, or that only a living collection shows, one that a search fills, counts as being in none.
# $kilometres (Number)
# $name (String)
curate-far = { $name }, more than { $kilometres } km from the position
curate-zoom = Size of the photos
curate-zoom-small = Small
curate-zoom-middle = Medium
curate-zoom-large = Large
curate-none = There are no photos here.
# $photo (String)
curate-pick = Pick: { $photo }
curate-pick-all = Pick all
curate-pick-part =
    { $count ->
        [one] Pick the { $count } photo shown
       *[other] Pick the { $count } photos shown
    }
curate-pick-none = Pick none
curate-pick-first = Pick photos, then say what changes.
curate-picked = Picked
curate-to-bar = Say what changes
curate-keys = Keyboard shortcuts
curate-key-pick = pick the photo, or unpick it
curate-key-all = pick all, or none
curate-key-series = pick the series of the photo, or unpick it
curate-key-move = go from photo to photo
curate-key-shift-name = Shift
curate-key-range = with an arrow, x or a click: pick a range
curate-key-enter-name = Enter
curate-key-enter = say what changes; Escape leads back to the photos
curate-key-undo = undo what was just done
curate-series =
    { $count ->
        [one] Pick { $count } photo
       *[other] Pick the { $count } photos
    }
curate-tags-add = Add tags
curate-tags-remove = Remove tags
curate-collection-add = Put into a collection
curate-collection-new = New collection
curate-collection-make = A new one is made among the other fields.
curate-collection-both = Put the photos into a collection that exists or into a new one: empty one of the two fields.
curate-precision = Precision of the place
curate-as-is = Leave as it is
curate-more = Other fields
curate-note = Why (optional)
curate-preview = See what changes
curate-nothing-picked = No photo is picked: tick those that change.
curate-nothing-typed = Nothing is to change: fill in at least one field.
done-nothing-changed = Nothing changed: the photos you picked say so already.
done-nothing-undone = Nothing could be undone: the photos changed since, or a place or a name is protected.

preview-title = Before you change
preview-lead = Nothing has changed yet.
preview-changed =
    { $count ->
        [0] No photo will change
        [one] { $count } photo will change
       *[other] { $count } photos will change
    }
# $total (String)
preview-unchanged =
    { $count ->
        [one] { $count } of { $total } already says so.
       *[other] { $count } of { $total } already say so.
    }
# $field (String)
preview-replaced =
    { $count ->
        [one] { $field }: { $count } photo says something else already, which will be replaced.
       *[other] { $field }: { $count } photos say something else already, which will be replaced.
    }
# $tag (String)
preview-new-tag = “{ $tag }” is a new tag.
# $like (String)
# $tag (String)
preview-new-tag-like = “{ $tag }” is a new tag; there is “{ $like }” already.
# $place (String)
preview-new-place = No list of places and no photo knows “{ $place }”: check how it is written.
# $title (String)
preview-new-collection = The collection “{ $title }” will be made, as a draft.
refused-gone =
    { $count ->
        [one] { $count } photo is no longer there
       *[other] { $count } photos are no longer there
    }
refused-not-allowed =
    { $count ->
        [one] { $count } photo will not change: it is not yours
       *[other] { $count } photos will not change: they are not yours
    }
refused-protected =
    { $count ->
        [one] { $count } photo will not change: its place or a name is protected
       *[other] { $count } photos will not change: their place or a name is protected
    }
refused-too-many-tags =
    { $count ->
        [one] { $count } photo will not change: it would have too many tags
       *[other] { $count } photos will not change: they would have too many tags
    }
refused-not-public =
    { $count ->
        [one] { $count } photo will not come into the collection: it is not public
       *[other] { $count } photos will not come into the collection: they are not public
    }
refused-collection-full =
    { $count ->
        [one] { $count } photo will not come into the collection: it is full
       *[other] { $count } photos will not come into the collection: it is full
    }
refused-stale =
    { $count ->
        [one] { $count } photo was just changed by somebody else
       *[other] { $count } photos were just changed by somebody else
    }
preview-make =
    { $count ->
        [one] Change { $count } photo
       *[other] Change { $count } photos
    }
preview-back = Go back, change nothing

batches-title = My latest changes
batches-lead = The changes of many photos that you made last. Each can be undone from its page.
batches-none = None of your latest changes was made from “To complete”.
batch-title = Done
batch-undone-title = Undone
batch-changed =
    { $count ->
        [one] { $count } photo changed
       *[other] { $count } photos changed
    }
batch-undone =
    { $count ->
        [one] { $count } photo put back as before
       *[other] { $count } photos put back as before
    }
# $name (String)
batch-by = by { $name },
batch-kept =
    { $count ->
        [one] { $count } photo was left as it is: somebody changed it since, or its place or a name is protected.
       *[other] { $count } photos were left as they are: somebody changed them since, or their place or a name is protected.
    }
batch-go-on = Go on
batch-undo = Undo this change
batch-redo = Redo this change
batch-which = Photos changed
made-collection = Collection
made-draft = draft
made-see = See the photos changed
made-undo = Undo
made-redo = Redo
