# What did not work: a title, and a sentence that says what to do.
problem-not-found-title = Page not found
problem-not-found = There is nothing at this address. Check it, or search for the photo by a word from its title.
problem-gone-title = Photo withdrawn
problem-gone = This photo was published here, then withdrawn.
problem-not-signed-in-title = Sign in
problem-not-signed-in = Sign in to continue.
problem-unknown-token = This token is not recognised: create a new one in your account.
problem-not-allowed-title = Your account does not allow this
problem-not-allowed = Your account does not let you do this. Ask the people who run this library.
problem-forged-title = Form out of date
problem-forged = This form is too old or comes from elsewhere. Reload the page and try again: nothing was sent.
problem-held-elsewhere-title = File already here
# $photo (String)
problem-held-elsewhere = This file is already that of the photo { $photo }: follow the link to see it, or choose another file.
problem-same-file = This is the file that the photo has already: choose another one.
problem-already-held-title = Photo already published
problem-already-held = This photo is already published here: follow the link to see it.
problem-too-large-title = File too large
# $most (Number) - megabytes
problem-too-large = This photo is over { $most } MB. Make it smaller, then try again.
problem-too-long-title = Text too long
# $most (Number) - kilobytes
problem-too-long = What was sent is over { $most } kB. Shorten it, then try again.
problem-too-many-pixels-title = Picture too large
problem-too-many-pixels = This picture has too many pixels to be handled here. Halve its size, then send it again. Under 120 megapixels, you can also save it as a JPEG without the progressive option.
problem-unsupported-format-title = Format not accepted
# $format (String)
problem-unsupported-format = This library does not accept the format { $format }. Export the photo as JPEG, PNG, WebP or TIFF, then send it again.
problem-unknown-format = This file is not a picture we recognise. Export the photo as JPEG, PNG, WebP or TIFF, then send it again.
problem-animated = An animated picture will not do. Choose a still one, then send it again.
# $coding (String) - names the format and, between brackets, what is special about it.
problem-office-document = This is a { $program } document, not a photo. Save the pictures in it (right-click on the picture, “Save as picture”), then send each one as a JPEG.
problem-archive = This is a { $format } archive, not a photo. Unpack it, then send the photos in it: several at once if you like.
problem-unsupported-coding = This photo is saved in a rare form that this library does not read: { $coding }. Open it in a photo editor, save it as JPEG, PNG or ordinary TIFF (RGB, 8 or 16 bits, LZW), then send it again.
problem-undecodable-title = Picture unreadable
problem-undecodable = This picture cannot be read: the file is damaged. Copy it again from the camera or the card, then send it again.
problem-truncated-title = Picture incomplete
problem-truncated = The end of this picture is missing: the copy was probably interrupted. Copy it again, then send it again.
problem-empty-title = Empty file
problem-empty = This file is empty. Copy the photo again, then send it again.
problem-missing-file-title = No photo
problem-missing-file = Choose a photo first.
problem-unknown-license-title = Unknown licence
problem-unknown-license = This licence is not known. Give its id (cc-by-sa-4.0, for instance) or the address of its deed.
problem-missing-license-title = Licence to choose
problem-missing-license = Choose a licence before sending the photo, or keep it as a draft.
problem-doubtful = Something does not agree. Check it, then tick the box below what is pointed out.
problem-license-not-offered-title = Licence not offered
# $licence (String)
problem-license-not-offered = The licence { $licence } is not offered here. Choose one of those on the licences page.
problem-license-ledger-full-title = Too many licences
problem-license-ledger-full = This photo keeps each licence that was granted on it, and has no room for another one.
problem-license-narrower-title = Licence already granted
problem-license-narrower = This licence allows less than the one already granted, which is for good. To add it all the same, tick the box “If it allows less”.
problem-license-narrower-api = This licence allows less than the one already granted, which is for good. To add it all the same, send "narrow": true with it.
# $name (String)
problem-unknown-field = No field is called “{ $name }”: look up its name in the description of the API, and try again.
problem-invalid-field-title = Field to correct
# $field (String) $why (String)
problem-unknown-parameter = This address has no parameter “{ $name }”: check its name, or leave it out.
problem-invalid-field = The field “{ $field }” needs correcting: { $why }
problem-range-title = No such part
problem-range = This file ends before the part you asked for. Download it from the beginning.
problem-stale-title = Photo changed in the meantime
problem-stale = Someone changed this photo in the meantime. Reload it, then make your change again.
problem-wrong-state-title = No longer possible
problem-wrong-state = This photo has moved on in the meantime. Reload the page to see where it stands.
problem-too-much-text-title = Too much text
problem-too-much-text = Each field is short enough, but together they are longer than one change can be. Shorten the longest text or remove some items of a list, then save again.
problem-reason-missing-title = Why?
problem-reason-missing = Give a reason: the person who gave the photo will read it.
problem-bad-request-title = Request incomplete
problem-bad-request = Something is missing from this request, or it is badly written. Reload the page and try again.
problem-bad-request-api = Something is missing from this request, or it is badly written. Compare its address, its headers and its body with the description of the API.
# $line (String) $column (String)
problem-not-json = The body of this request is not a JSON object: it cannot be read past line { $line }, column { $column }.
problem-not-multipart = The body of this request is not multipart/form-data. Send it in this form, with the photo in the field “file”.
problem-too-many-requests-title = Too many attempts
problem-too-many-requests = Too many attempts in a short time. { $wait }
problem-wait-seconds =
    { $count ->
        [one] Try again in one second.
       *[other] Try again in { $count } seconds.
    }
problem-wait-minutes =
    { $count ->
        [one] Try again in one minute.
       *[other] Try again in { $count } minutes.
    }
problem-wait-hours =
    { $count ->
        [one] Try again in one hour.
       *[other] Try again in { $count } hours.
    }
problem-try-again = Try again
problem-kept = What you wrote is not lost: this page keeps it.
problem-send-again = Send it again
problem-busy-title = Many people at once
problem-busy = Too many photos are coming in or going out at once. Wait a few seconds, then try again.
problem-search-busy = Too many searches at once. Wait a few seconds, then try again; the other pages work.
problem-search-title = Search is getting ready
problem-search-not-ready = Search is not ready yet. Try again in a moment; the other pages work.
problem-full-title = No room left
problem-full = There is not enough space on the disk to receive photos. Published photos stay visible; tell the people who run this library.
problem-damaged-title = Original not available
problem-damaged = The original of this photo is damaged. Choose another size; the people who run this library can restore it from a backup.
problem-storage-gone-title = Library unavailable
problem-storage-gone = The folder of this library is not where it should be, and nothing was saved. Tell the people who run the library, then try again later.
problem-storage-gone-reading = The folder of this library is not where it should be. Tell the people who run the library, then try again later.
problem-database-away-title = Library unavailable
problem-database-away = The database of this library does not answer, and nothing was saved. Try again in a moment.
problem-database-away-reading = The database of this library does not answer. Try again in a moment.
problem-database-unsure = The database of this library stopped answering. Look whether your change was saved before you make it again.
problem-archive-away-title = Library unavailable
problem-archive-away = The server that keeps the photos of this library does not answer, and nothing was saved. Try again in a moment.
problem-archive-away-reading = The server that keeps the photos of this library does not answer. Try again in a moment.
problem-library-moving-title = This library is moving
problem-library-moving = This library moves to another place: it can be read, and takes no changes for the moment. Nothing was saved; try again in a few minutes.
problem-fault-title = Something went wrong
problem-fault = The fault is on our side. Try again; if it happens again, give this number to the people who run this library.
problem-wrong-password-title = Sign-in refused
problem-wrong-password = The username or the password is not right. Check them and try again.
problem-weak-password-title = Password too weak
problem-password-short = A password has at least 12 characters. Choose a few unrelated words instead.
problem-password-long = A password has at most 256 characters.
problem-password-common = This password is too common. Choose a few unrelated words instead.
problem-password-of-keys = This password follows the keys of a keyboard, so it is one of the first to be tried. Choose a few unrelated words instead.
problem-handle-taken-title = Username taken
problem-handle-taken = This username is taken. Choose another.
problem-handle-reserved-title = Username reserved
problem-handle-reserved = This username is reserved, so that nobody takes its holder for the people who run this library. Choose another.
problem-no-such-token-title = Token not found
problem-no-such-token = Your account has no such token. It may be revoked already: check the list below.
problem-suspended-title = Account suspended
problem-suspended = This account is suspended: it cannot sign in. Ask the people who run this library.
problem-sign-up-closed-title = Sign-up closed
problem-sign-up-closed = Sign-up is closed here. Ask the people who run this library for an account.
problem-not-invited-title = Unknown code
problem-not-invited = This invitation code is not known. Check it with the person who gave it to you.
problem-already-set-up-title = Library already set up
problem-already-set-up = This library already has its administrator. Sign in.
# $most (Number)
why-too-long = the text is over { $most } characters.
# $most (Number)
why-too-many-bytes = the text is over { $most } bytes: an accented letter has two, a Chinese one three, an emoji four.
# $most (Number)
why-too-many = the list has more than { $most } photos.
# $most (Number)
why-too-many-people = the list has more than { $most } people.
why-date = write the date as 1912-07-14, 1912-07, 1912, about 1912, summer 1962, 1950s, before 1914 or between 1905 and 1910.
why-backwards = The second date is before the first. Write the earlier one first.
why-no-such-day = This day does not exist: that month is shorter. Correct the date.
why-to-come = This day has not come yet: the photo cannot have been taken then. Correct the date, or leave it empty.
why-tag = a tag has at most 60 characters, and a photo at most 50 tags.
why-place = latitude goes from -90 to 90 and longitude from -180 to 180.
why-point = write the latitude, then the longitude, in degrees: 48.3905, -4.4860. The first goes from -90 to 90, the second from -180 to 180.
why-half-a-point = latitude and longitude go together: give both, or neither.
why-direction = write it in degrees, 0 to 359, or as a point of the compass: 315, north-west, NW.
why-inside-place = coordinates and the direction are not changed inside “place”. Send “latitude” and “longitude”, or “direction”, beside it.
why-bounds = write the box as west,south,east,north, in degrees: -4.6,48.3,-4.4,48.5.
why-years = write a year as 1950, or a range of years as 1950..1960.
why-operator = after tag:, by:, place: and year: comes a value, in quotes where it has a space; a year is written 1950, or 1950..1960.
why-choice = this value is not offered here.
why-link = an address begins with https:// or http://, followed by the name of a site; it has no space, quotation mark or angle bracket.
why-handle = A username has 2 to 40 characters: unaccented letters, digits or hyphens. It begins with a letter.
why-unalterable = the licence does not let changed versions of this photo be shared; for that, ask the author’s permission.
why-granted = a licence that was granted cannot be taken back. Leave this member out, or withdraw the photo.
why-read-only = this call does not change it. Leave it out, or send it as the photo has it.
why-state = this call does not change it. Other calls submit, review and withdraw photos. Leave it out, or send it as the photo has it.
why-not-granted = this photo was never given under that licence; its licences are listed on its page.
why-letters = the title or the author’s name has characters that this site’s font lacks; download the photo without “strip” and write the attribution with your own software.
why-days = give a number of days from 1 to 3650; leave the field empty for a token that never expires.
why-number = give a whole number, for example 20.
why-cursor = no part of this list begins there. Follow the address “next” of the previous answer, or start again without “cursor”.
why-flag = “true” or “false” is expected.
why-text = a text is expected.
why-photos = a list of ids of photos is expected: the id is the end of a photo’s address.
why-parameter = it is missing, it is given twice, or its value is not allowed.
problem-not-implemented-title = Answer format not offered
problem-not-implemented = This answer format is not offered here: ask for format=json.
problem-heic = This library does not accept the HEIC format. On the iPhone: Settings > Camera > Formats > Most Compatible. Or export the photo as a JPEG.
problem-unanswered =
    { $count ->
        [one] Answer the three questions, or keep this photo as a draft.
       *[other] Answer the three questions, or keep these photos as drafts.
    }
problem-source-unsaid =
    { $count ->
        [one] First say who took this photo: it is the first question.
       *[other] First say who took these photos: it is the first question.
    }
# $one (String) $other (String)
problem-two-licences = Your answers give { $one }, but you chose { $other } in the list. Keep one of the two.
# $one (String) $other (String)
problem-two-licences-last = “Same as last time” gives { $one }, but you also chose { $other }. Keep one of the two.
problem-author-is-giver =
    { $count ->
        [one] Someone else took this photo, yet the name written is yours: put theirs as the author’s name. If it comes from an archive and the author is unknown, leave the name empty.
       *[other] Someone else took these photos, yet the name written is yours: put theirs as the author’s name. If they come from an archive and the author is unknown, leave the name empty.
    }
problem-author-unnamed = The author agrees: write their name, as they wish to be credited.
problem-wrong-present-password = The current password is not right.
problem-no-set-up-title = Set-up address
problem-no-set-up = This set-up address has already been used, or is incomplete. If the administrator’s account exists, sign in; otherwise, open the address that Zef prints when it starts.
problem-method-not-allowed-title = Request refused
problem-method-not-allowed = This address exists, but does not answer this kind of request. Go back to the previous page and try again.
problem-timeout-title = Upload interrupted
problem-slow = What you were sending did not arrive in time, and nothing was kept. Check the connection, then send it again.
problem-timeout = The upload stopped on the way, and nothing was kept. Check the connection, then send the photo again.
problem-protected-title = Protected field
problem-protected = { $field }: this protects a person. Only the person who gave the photo can show more of it; you may show less.
# $most (Number)
why-too-many-tags = at most { $most } tags at once: do it in several steps.
why-no-context = this tag is no context: the page of tags lists the contexts.
