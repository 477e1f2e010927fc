## Giving photos
upload-title = Give photos
upload-lead = Choose them, describe them, answer three questions. Someone will look at them before they become public.
upload-lead-trusted = Choose them, describe them, answer three questions. They become public as soon as you send them.
step-files = The files
step-words =
    { $count ->
        [one] What it shows
       *[other] What they show
    }
step-licence = What you allow
step-credit = Author and place
upload-kept =
    { $count ->
        [one] Your photo is kept as a draft: you need not send it again.
       *[other] Your { $count } photos are kept as drafts, in the order in which you chose them: you need not send them again.
    }
upload-moved = What you had written for a single photo now stands with the first one: move it if need be.
files-choose = Choose photos
files-drop = or drop them here
# $most (Number) - megabytes
files-help = JPEG, PNG, WebP, TIFF or GIF, up to { $most } MB a photo. Duplicates are recognised: nothing is kept twice.
queue-label = Chosen files
queue-waiting = Waiting
queue-sending = Sending
queue-reading = Checking
queue-received = Received: describe it below
queue-failed = Sending failed.
queue-see = See the photo
queue-again = Try again
queue-done = All files are done.
queue-leaving = Photos are still arriving. Wait for “All files are done”, then send.
words-plain-note = For a single photo, describe it here. If there are several, you will describe each one in the next step.
words-none-yet = Choose a photo first.

## Fields
field-title = Title
field-alt = What can be seen
field-alt-help = One sentence for people who cannot see the picture. For example: “A white lighthouse at the end of a jetty, in high wind.”
field-description = Description
field-tags = Tags
field-tags-help = Separated by commas: lighthouse, harbour, maritime festival
# $count (Number)
tags-left-out =
    { $count ->
        [one] One keyword of the file is left out: a photo has at most 50, of 60 characters each.
       *[other] { $count } keywords of the file are left out: a photo has at most 50, of 60 characters each.
    }
field-taken = Date taken
field-taken-help = As far as you know it: 1912-07-14, 1912-07 or 1912, or about 1912 when it is approximate. 14/07/1912 is read day first.
field-author = Author’s name
field-author-help = As it will be credited. A pseudonym is fine.
field-author-url = Author’s web address
field-place = Place
field-place-help = A street, a neighbourhood, a town.
field-licence = Licence
field-licence-from-answers = From my answers
question-precision = If the photo holds its GPS position, what may be shown?
shared-differing = These photos do not all have the same author or place: what you leave empty stays as it is for each.
field-differing = Each photo’s own
precision-kept = As chosen for each photo
precision-area = The area, to about one kilometre
precision-exact = The exact spot
precision-hidden = Nothing

## The three questions
licence-forever = A licence once granted cannot be taken back: take your time.
licence-granted-note = This licence is granted: it cannot be taken back.
question-last = As last time: { $label }
question-files =
    { $count ->
        [one] As the file says: { $label }
       *[other] As the files say: { $label }
    }
question-source =
    { $count ->
        [one] Who took this photo?
       *[other] Who took these photos?
    }
source-own = I did
source-permission = Someone else, who agrees
source-archive =
    { $count ->
        [one] It comes from an archive
       *[other] They come from an archive
    }
source-public-domain =
    { $count ->
        [one] It is in the public domain
       *[other] They are in the public domain
    }
question-modify =
    { $count ->
        [one] May it be changed?
       *[other] May they be changed?
    }
question-modify-help = Cropped, retouched, combined.
question-sell =
    { $count ->
        [one] May it be sold?
       *[other] May they be sold?
    }
question-sell-help = Postcard, book, paid-for newspaper.
answer-yes = Yes
answer-no = No
answer-alike = Yes, if the result is shared under the same licence
outcome-waiting = These answers lead to a licence. You can read it before you send.
question-by-name = I know the licences: choose by name
licences-read = Read what each licence says
licence-not-wikipedia = not reusable on Wikipedia

## Sending
send-review = Send for review
send-again = Send for review again
send-publish = Publish
send-draft = Keep as draft
save-only = Save without sending
edit-title = Edit details

## My photos
my-photos-title = My photos
my-photos-empty-title = You have not given a photo yet
my-photos-empty-text = One is enough to begin.

## Licences
licences-title = Licences
licences-lead = Every photo carries a licence chosen by its author. Here is what each one allows, in plain words.
licence-deed = Read the official summary
licences-forever-title = A licence granted stays granted
licences-forever-text = If a photo is withdrawn or its licence changes, the licence already granted stays valid for everyone who received the photo under it, and for the copies already made. The photo’s page says so.
licences-credit-title = How to credit the author?
licences-credit-text = On each photo’s page the attribution is ready to copy: title, author, licence, address. If you changed the photo, say so.
wording-title = The text shown when choosing, version { $version }
wording-lead = This is what people read when they give a photo. The receipt of each photo cites this version.
wording-outcomes = The licence that the answers lead to
wording-by-name = The licence chosen by its name, or proposed by the file
wording-for-curators = Curators may also answer:
wording-of-one = The same sentences for a single photo

## Licence and name, later
licence-another = Grant another licence
licence-another-none = Keep this one
licence-narrow = If it allows less: I understand that the licence already granted stays valid for everyone who received the photo under it, and for the copies already made, and that the page will go on mentioning it.
field-author-withheld = The author does not want to be named
queue-signed-out = Your session has ended. Sign in again, then try again: nothing is lost.
queue-here = This photo is already among those you are sending.
field-author-not-me = Do not name me
field-reply = Your reply to the review
field-reply-help = Optional. It goes with the photo when you send it again; only reviewers read it.
go-to-questions = Go to the questions
go-to-author = Go to the author’s name
details-wrong =
    { $count ->
        [one] One photo needs another look before sending. The rest of what you wrote is kept.
       *[other] { $count } photos need another look before sending: what to mend is said above each of them. The rest of what you wrote is kept.
    }
photo-aside = Do not send it now: keep it as a draft
go-to-photo = Go there
go-to-files = Go to the choice of photos
drafts-resume =
    { $count ->
        [one] Resume my draft
       *[other] Resume my { $count } drafts
    }
