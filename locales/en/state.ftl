## State of the site
admin-state-title = State of the site
admin-state-about = Disk space, what is waiting, the last check, who did what.
admin-state-lead = Disk space, what is waiting, the last check and the last backup, and who did what.

## Disk
disk-title = Disk
disk-note = Uploads stop before the disk is full. What is published stays visible.
disk-free = Free
# $free (String) $total (String)
disk-free-of = { $free } of { $total }
disk-reserve = Kept free
# $reserve (String)
disk-reserve-is = { $reserve }, for the journal and the thumbnails
disk-quota = Chosen limit
# $used (String) $most (String)
disk-quota-of = { $used } of { $most }
disk-unknown = The free space is not known here.
# $free (String) $reserve (String)
disk-refuses = Uploads are refused: { $free } are left on the disk, and Zef keeps { $reserve } for the journal and the thumbnails. Make room or enlarge the disk; uploads are accepted again at once.
# $free (String) $reserve (String)
disk-low = { $free } are left on the disk: below { $reserve }, uploads will be refused. Make room or enlarge the disk.
# $used (String) $most (String)
disk-quota-reached = Uploads are refused: the library takes { $used }, and its limit is { $most }. Raise this limit.
# $used (String) $most (String)
disk-quota-low = The library is close to its limit: { $used } of { $most }. Beyond it, uploads will be refused.
disk-library = Library
folder-originals = Originals
folder-renditions = Sizes and thumbnails
folder-journal = Journal
folder-state = Indexed state
folder-search = Search index
folder-staging = Being received
folder-aside = Set aside
folder-others = Other folders
# $instant (String)
disk-measured = Measured on { $instant }.
disk-measuring = The folders are being measured. Reload the page in a minute.

## What is waiting
waiting-title = What is waiting
waiting-note = To review, to decide, to send.
waiting-photos = Photos to review
waiting-files = Better files to review
waiting-suggestions = Suggestions
waiting-reports = Reports
waiting-letters = Emails to send
waiting-nothing = nothing
# $day (String)
waiting-photos-since =
    { $count ->
        [one] one photo, since { $day }
       *[other] { $count } photos, the oldest since { $day }
    }
# $day (String)
waiting-reports-since =
    { $count ->
        [one] one report, since { $day }
       *[other] { $count } reports, the oldest since { $day }
    }
waiting-files-count =
    { $count ->
        [one] one file
       *[other] { $count } files
    }
waiting-suggestions-count =
    { $count ->
        [one] one suggestion
       *[other] { $count } suggestions
    }
waiting-letters-count =
    { $count ->
        [one] one email
       *[other] { $count } emails
    }

## Check
check-title = Check
check-note = Every original is compared with its fingerprint, and every thumbnail is looked at. Nothing is changed, and the site stays open meanwhile.
check-never = No check is known.
check-last = Last check
check-seen = Looked at
# $originals (Number) $photos (Number)
check-seen-is = Photos: { $photos }. Originals: { $originals }.
check-sound = Everything is in order.
check-mended =
    { $count ->
        [one] One fault is repaired.
       *[other] { $count } faults are repaired.
    }
check-damaged =
    { $count ->
        [one] The original of one photo is lost or damaged: put its file back from a backup, then check again.
       *[other] The originals of { $count } photos are lost or damaged: put their files back from a backup, then check again.
    }
check-left =
    { $count ->
        [one] One other fault is left. Stop Zef, then run “zef check --repair”, which names it and repairs what can be repaired.
       *[other] { $count } other faults are left. Stop Zef, then run “zef check --repair”, which names them and repairs what can be repaired.
    }
# $done (Number) $instant (String) $total (Number)
check-running = Running since { $instant }: { $done } of { $total } photos. Reload the page to see how far it is.
check-now = Check now
check-again = Check again
done-check-begun = The check begins. It may take hours; its result will stay on this page.

## Scrub
scrub-title = Nightly reading
# $days (Number) $hour (Number)
scrub-note =
    { $days ->
        [one] Each night from { $hour }:00 UTC, all originals are read again and compared with their fingerprints.
       *[other] Each night from { $hour }:00 UTC, some of the originals are read again and compared with their fingerprints; all of them have been after { $days } days.
    }
scrub-off = Originals are not read again at night: the configuration says “days = 0” in [scrub]. Only a check will see those that rot.
scrub-never = No original was read again yet: the first night is to come.
scrub-last = Last reading
scrub-round = Round under way
# $percent (Number) $read (Number)
scrub-round-is =
    { $read ->
        [one] { $percent }%, { $read } original read
       *[other] { $percent }%, { $read } originals read
    }
scrub-whole = Last whole round
# $instant (String) $read (Number)
scrub-whole-is =
    { $read ->
        [one] ended { $instant }, { $read } original read
       *[other] ended { $instant }, { $read } originals read
    }
scrub-sound = All originals that were read are intact.
scrub-healed =
    { $count ->
        [one] One original was lost or damaged, and was copied back from the backup. If it happens again, replace the disk.
       *[other] { $count } originals were lost or damaged, and were copied back from the backup. If it happens again, replace the disk.
    }
scrub-damaged =
    { $count ->
        [one] One original is lost or damaged, and was not repaired: put its file back from a backup. It is read first each night.
       *[other] { $count } originals are lost or damaged, and were not repaired: put their files back from a backup. They are read first each night.
    }

## Backup
backup-title = Backup
backup-note = A copy of the journal and the originals, read again when it is made. All the rest is made again from it. It is made on the server, by “zef backup DIR”, while the site stays open.
backup-never = No backup is known. Make one every night, on another disk: a failure or a mistake can take everything.
backup-last = Last backup
backup-verified = Last complete backup
backup-unverified = none is known
backup-holds = Holds
# $originals (Number) $photos (Number) $weight (String)
backup-holds-is = Photos: { $photos }. Originals: { $originals }, { $weight } in all.
backup-faults =
    { $count ->
        [one] One photo lacks its original there: it is lost or damaged here. Run a check, which names it.
       *[other] { $count } photos lack their original there: they are lost or damaged here. Run a check, which names them.
    }
backup-old = The last backup is more than seven days old. See on the server why the next one was not made.

## Zef
stores-title = Zef
stores-note = What the program says about itself.
stores-changes = Changes
stores-changes-taken = accepted
stores-entry = Last change
# $instant (String) $number (Number)
stores-entry-is = number { $number }, on { $instant }
stores-search = Search
stores-search-ready = up to date
stores-search-behind =
    { $count ->
        [one] one change behind
       *[other] { $count } changes behind
    }
stores-search-made = being prepared
stores-search-stalled = stopped: the disk is full
stores-version = Version

## Who did what
actions-title = Who did what
actions-note = The most recent first. Addresses, reasons and the words of reports are not shown here.
actions-by = Person
actions-by-help = Their username
actions-what = Action
actions-all = All
actions-filter = Filter
actions-see-all = See everything
actions-none = Nothing here.
actions-none-yet = Nothing in this part of the journal.
actions-further = Look further
# $handle (String)
actions-unknown = Nobody has the username “{ $handle }”.
actions-find-person = Find a person
actions-of-person = What this person did
actions-by-reader = somebody who visits the site
actions-see-reports = see the reports
actions-see-invitations = see the invitations
actions-photo-gone = erased photo
actions-photo-withdrawn = withdrawn photo
# $page (String) $language (String)
actions-text = { $page } ({ $language })
actions-others =
    { $count ->
        [one] and one more
       *[other] and { $count } more
    }
action-deposit =
    { $count ->
        [one] Photo given
       *[other] { $count } photos given
    }
action-describe =
    { $count ->
        [one] Photo edited
       *[other] { $count } photos edited
    }
action-curate =
    { $count ->
        [one] Photo edited in a batch
       *[other] { $count } photos edited together
    }
action-revert =
    { $count ->
        [one] Field restored on one photo
       *[other] Fields restored on { $count } photos
    }
action-undo-batch =
    { $count ->
        [one] Change undone on one photo
       *[other] Change undone on { $count } photos
    }
action-submit =
    { $count ->
        [one] Photo submitted
       *[other] { $count } photos submitted
    }
action-review =
    { $count ->
        [one] Photo reviewed
       *[other] { $count } photos reviewed
    }
action-publish =
    { $count ->
        [one] Photo reviewed and published
       *[other] { $count } photos reviewed and published
    }
action-request-change =
    { $count ->
        [one] Correction requested
       *[other] { $count } corrections requested
    }
action-refuse =
    { $count ->
        [one] Photo refused
       *[other] { $count } photos refused
    }
action-withdraw =
    { $count ->
        [one] Photo withdrawn
       *[other] { $count } photos withdrawn
    }
action-erase =
    { $count ->
        [one] Texts of a withdrawn photo erased
       *[other] Texts of { $count } withdrawn photos erased
    }
action-contest =
    { $count ->
        [one] Credit put back by the giver
       *[other] { $count } credits put back by the giver
    }
action-read-contest =
    { $count ->
        [one] Credit that was put back, read
       *[other] { $count } credits that were put back, read
    }
action-report =
    { $count ->
        [one] Report received
       *[other] { $count } reports received
    }
action-keep-reported =
    { $count ->
        [one] Report closed
       *[other] { $count } reports closed
    }
action-hide-reported =
    { $count ->
        [one] Reported photo hidden
       *[other] { $count } reported photos hidden
    }
action-withdraw-reported =
    { $count ->
        [one] Reported photo withdrawn
       *[other] { $count } reported photos withdrawn
    }
action-restore-reported =
    { $count ->
        [one] Hidden photo restored
       *[other] { $count } hidden photos restored
    }
action-password = Password changed
action-token = Token created
action-revoke-token = Token revoked
action-invite =
    { $count ->
        [one] Invitation created
       *[other] { $count } invitations created
    }
action-revoke-invitation =
    { $count ->
        [one] Invitation revoked
       *[other] { $count } invitations revoked
    }
action-site = Settings changed
action-legal = Legal page written
action-make-collection =
    { $count ->
        [one] Collection created
       *[other] { $count } collections created
    }
action-change-collection =
    { $count ->
        [one] Collection edited
       *[other] { $count } collections edited
    }
action-publish-collection =
    { $count ->
        [one] Collection published
       *[other] { $count } collections published
    }
action-unpublish-collection =
    { $count ->
        [one] Collection back to draft
       *[other] { $count } collections back to draft
    }
action-delete-collection =
    { $count ->
        [one] Collection deleted
       *[other] { $count } collections deleted
    }
action-add-to-collection = Photos added to a collection
action-remove-from-collection = Photos removed from a collection
action-order-collection = Photos of a collection moved
action-forget-photo =
    { $count ->
        [one] Photo forgotten
       *[other] { $count } photos forgotten
    }
action-forget-person = Person forgotten
action-forget-contact = Contact of a report forgotten
# $gesture (String)
action-other = Other change ({ $gesture })
