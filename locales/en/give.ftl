## Giving photos
upload-title = Give photos
upload-lead = Choose them, describe them, answer three questions. Someone looks at them before they become public.
upload-lead-trusted = Choose them, describe them, answer three questions. They become public as soon as you send them.
step-files = The files
step-words =
    { $count ->
        [one] What it shows
       *[other] What they show
    }
step-licence = What you allow
upload-kept =
    { $count ->
        [one] Your photo is kept as a draft: there is no need to send it again.
       *[other] Your { $count } photos are kept as drafts, in the order you chose them: there is no need to send them again.
    }
upload-moved = What you wrote for a single photo is now with the first one: move it if you need to.
files-choose = Choose photos
files-drop = or drop them here
# $most (Number) - megabytes
files-help = JPEG, PNG, WebP, TIFF or GIF, up to { $most } MB each. Duplicates are recognised: nothing is kept twice.
queue-label = Chosen files
queue-waiting = Waiting
queue-sending = Sending
queue-reading = Checking
queue-received = Received: describe it below
queue-failed = The upload did not go through.
queue-see = See the photo
queue-again = Try again
queue-done = All files are done.
queue-leaving = Photos are still arriving. Wait for “All files are done”, then send.
words-none-yet = Choose a photo first.

## Fields
field-title = Title
field-alt = What can be seen
field-alt-help = One sentence for people who cannot see the picture. For example: “A white lighthouse at the end of a jetty, in a high wind.”
field-description = Description
field-tags = Tags
field-tags-help = Separated by commas: lighthouse, harbour, maritime festival
# $count (Number)
tags-left-out =
    { $count ->
        [one] One keyword from the file is left out: a photo has at most 50 tags, of 60 characters each.
       *[other] { $count } keywords from the file are left out: a photo has at most 50 tags, of 60 characters each.
    }
field-taken = Date taken
field-taken-help = What you know of it: 1912-07-14, July 1912, 1912, about 1912, summer 1962?, 1950s, before 1914, between 1905 and 1910… In 14/07/1912 the day comes first.
field-author = Author’s name
field-author-help = As it will be credited. A pseudonym is fine.
field-author-url = Author’s web page
field-place = Place
field-place-help = A street, a neighbourhood, a town. This name is always shown, whatever is shown of the position.
field-coordinates-help = Latitude, then longitude: 48.3905, -4.4860, or what a map lets you copy. How much of it is shown is chosen below.
field-coordinates-rounded = You read the rounded point, as everyone does: left as it is, it changes nothing.
field-direction = Direction of view
field-direction-help = Where the photo looks: in degrees from north, 0 to 359, or “north-west”, “NW”. It is shown only with an exact position.
field-licence = Licence
field-licence-from-answers = From my answers
question-precision = If the photo holds its GPS position, what may be shown?
field-differing = Different for each photo
precision-area = The area, to within one kilometre
precision-exact = The exact spot
precision-hidden = Nothing

## The three questions
licence-forever = A licence is for good once you grant it: take your time.
licence-granted-note = This licence is granted, for good.
question-last = Same as last time: { $label }
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
        [one] Can it be changed?
       *[other] Can they be changed?
    }
question-modify-help = Cropped, retouched, combined.
question-sell =
    { $count ->
        [one] Can people make money from it?
       *[other] Can people make money from them?
    }
question-sell-help = Postcard, book, advertising.
answer-yes = Yes
answer-no = No
answer-alike = Yes, if the result is shared under the same licence
outcome-waiting = Your answers lead to a licence. You will read it before you send.
question-by-name = I know the licences: choose by name
licences-read = Read what each licence says
licence-not-wikipedia = Wikipedia does not accept it

## Sending
send-review = Send for review
send-again = Send for review again
send-publish = Publish
send-draft = Keep as a draft
save-only = Save without sending
edit-title = Edit details

## My photos
my-photos-title = My photos
my-photos-empty-title = You have not given a photo yet
my-photos-empty-text = One is enough to start with.

## Licences
licences-title = Licences
licences-lead = Every photo carries a licence chosen by its author. Here is what each one allows.
licences-forever-title = Once granted, a licence stays granted
licences-forever-text = If a photo is withdrawn or its licence changes, the licence already granted stays valid for everyone who received the photo under it, and for the copies already made. The photo’s page says so.
licences-credit-title = Credit the author
licences-credit-text = On each photo’s page the attribution is ready to copy: title, author, licence, address. If you changed the photo, say so.
wording-title = What people are asked when they give a photo
wording-lead = This is what you read when you give a photo. For several photos, the same sentences are in the plural.
wording-outcomes = The licence that the answers lead to
wording-by-name = The licence chosen by name, or suggested by the file
wording-for-curators = Curators may also answer:

## Licence and name, later
licence-another = Grant another licence
licence-another-none = Keep this one
licence-narrow = If it allows less: I understand that the licence already granted stays valid for everyone who received the photo under it, and for the copies already made, and that the page will go on mentioning it.
field-author-withheld = The author does not want to be named
queue-signed-out = Your session has ended. Sign in again, then try again: nothing is lost.
queue-here = This photo is already in this batch.
field-author-not-me = Do not name me
field-reply = Your answer to the reviewers
field-reply-help = Optional. It goes with the photo when you send it again; only the reviewers read it.
go-to-questions = Go to the questions
go-to-author = Go to the author’s name
details-wrong =
    { $count ->
        [one] One photo needs another look before you send it. The rest of what you wrote is kept.
       *[other] { $count } photos need another look before you send them: what to correct is written above each one. The rest of what you wrote is kept.
    }
photo-aside = Do not send it now: keep it as a draft
go-to-photo = Go there
go-to-files = Go back to choosing photos
drafts-resume =
    { $count ->
        [one] Continue my draft
       *[other] Continue my { $count } drafts
    }
field-archive = Which archive? Collection, shelf mark
wording-former = The words of an earlier version, { $version }
