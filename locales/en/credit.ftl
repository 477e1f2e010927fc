# What staff change of a photo's credit, and what protects a person.
ledger-title = Credit and protection: what was changed
ledger-changed-by = Changed by { $name } on
ledger-contested-by = Words put back by { $name } on
ledger-contested-by-giver = Words put back by the person who gave the photo, on
ledger-contested-by-you = You put your words back on
ledger-read-by = Read by { $name } on { $day }
ledger-not-told = not shown
ledger-answer = See and answer
contest-button = Put my words back…
contest-meaning = This will go back to what you wrote. The team will be told.
contest-note = A word to the team (optional)
contest-confirm = Put my words back
contest-read = I have read this
colon = :
named-author-withheld = Author not named, at their request
named-source = Who took the photo
named-precision = What is shown of the place
value-nothing = nothing
took-own = the person who gave it
took-permission = someone else, who agrees
took-archive = it comes from an archive
took-public-domain = it is in the public domain

## What staff cannot loosen
author-not-yours = The author asked not to be named. Only the person who gave the photo sees their name, and can show it again.
precision-not-yours = Only the person who gave the photo can show more.

## Two people at once
conflict-title = What differs
conflict-lead = Someone changed these details while you were writing. Nothing is saved yet: choose for each difference, then save.
conflict-now = Keep what is there now:
conflict-mine = Use what I wrote:
conflict-typed = You wrote:
conflict-not-yours = This protects a person: only the one who gave the photo can change it.

## What was typed
keep-back = What you wrote is back. It is not saved yet.
keep-drop = Discard it

## The same file
same-file-published = This same file is already published: this one cannot be published too.
same-file-refused = This same file was refused when someone else gave it.
same-file-withdrawn = This same file, given by someone else, was withdrawn.
same-file-waiting = Someone else gave this same file, which is waiting too: only one of them can be published.
same-file-this = This photo
same-file-other = The other one
same-file-given = Given on
same-file-see = See the other one
same-file-name-erased = name erased
review-contested =
    { $count ->
        [one] One contested credit
       *[other] { $count } contested credits
    }

## The receipt
receipt-declared-author = Author declared
receipt-credited-now = Author credited today
receipt-source = Who took it, as declared
receipt-source-now = Who took it, according to today’s details
receipt-source-unasked = not stated (given by a program)
receipt-declared-replaced = The person who gave the photo has since changed what they say about its author.
receipt-not-kept = What was declared at the time was not kept.
receipt-entry-declared = Author declared at the time: { $name }
person-forgotten = forgotten account
