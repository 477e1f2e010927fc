# What did not work: a title, and a sentence that says what to do.
problem-not-found-title = Page not found
problem-not-found = There is nothing at this address. Check it, or search for the photo by a word of its title.
problem-gone-title = Photo withdrawn
problem-gone = This photo was published here, then withdrawn.
problem-not-signed-in-title = Please sign in
problem-not-signed-in = Sign in to go on.
problem-unknown-token = This token is not recognised: create a new one in your account.
problem-not-allowed-title = Not allowed
problem-not-allowed = Your account does not allow this. Ask the people who run this library.
problem-forged-title = Form out of date
problem-forged = This form is too old or comes from elsewhere. Reload the page and try again: nothing was sent.
problem-already-held-title = Photo already published
problem-already-held = This photo is already published here: follow the link to see it.
problem-too-large-title = File too large
# $most (Number) - megabytes
problem-too-large = This photo is over { $most } MB. Make it smaller, then try again.
problem-too-long-title = Too long
problem-too-long = This form or this request is too long. Shorten it, then try again.
problem-too-many-pixels-title = Picture too large
problem-too-many-pixels = This picture has too many pixels to be processed here. Reduce it by half, or, below 120 megapixels, save it as an ordinary JPEG without the progressive option, and send it again.
problem-unsupported-format-title = Format not supported
# $format (String)
problem-unsupported-format = The format { $format } is not supported. Export the photo as JPEG, PNG, WebP or TIFF and send it again.
problem-unknown-format = This file is not a picture we recognise. Export the photo as JPEG, PNG, WebP or TIFF and send it again.
problem-animated = Animated pictures are not supported. Choose a single still picture and send it again.
# $coding (String) - names the format and, between brackets, what is special about it.
problem-unsupported-coding = This photo is stored in a rare form that is not supported: { $coding }. Open it in a picture editor, save it as JPEG, PNG or ordinary TIFF (RGB, 8 or 16 bits, LZW), and send it again.
problem-undecodable-title = Picture unreadable
problem-undecodable = This picture cannot be read: the file is damaged. Take it from the camera or the card again and send it again.
problem-truncated-title = Picture incomplete
problem-truncated = The end of this picture is missing: its copy was probably interrupted. Copy it again and send it again.
problem-empty-title = Empty file
problem-empty = This file is empty. Copy the photo again and send it again.
problem-missing-file-title = No photo
problem-missing-file = Choose a photo first.
problem-unknown-license-title = Unknown licence
problem-unknown-license = This licence is not known. Give its id (cc-by-sa-4.0, for instance) or the address of its deed.
problem-missing-license-title = Licence needed
problem-missing-license = Choose a licence before sending the photo, or keep it as a draft.
problem-doubtful = The file contradicts this form. Check what is pointed out, then tick the box below it.
problem-license-not-offered-title = Licence not offered
# $licence (String)
problem-license-not-offered = The licence { $licence } is not offered here. Choose one from the licences page.
problem-license-narrower-title = Licence already granted
problem-license-narrower = This licence allows less than the one already granted, which cannot be taken back. To add it all the same, tick the box “If it allows less”.
problem-license-narrower-api = This licence allows less than the one already granted, which cannot be taken back. To add it all the same, send "narrow": true with it.
# $name (String)
problem-unknown-field = No field is called “{ $name }”: look up its name in the description of the API, and try again.
problem-invalid-field-title = Field to correct
# $field (String) $why (String)
problem-unknown-parameter = This address has no parameter “{ $name }”: check its name, or leave it out.
problem-invalid-field = The field “{ $field }” needs correcting: { $why }
problem-range-title = No such part
problem-range = This file ends before the part that was asked for. Download it from its beginning.
problem-stale-title = Photo changed meanwhile
problem-stale = Someone changed this photo meanwhile. Reload it, then make your change again.
problem-wrong-state-title = Step not possible
problem-wrong-state = The state of this photo does not allow this step. Reload the page to see where it stands.
problem-reason-missing-title = Reason needed
problem-reason-missing = Give a reason that the contributor can read and understand.
problem-bad-request-title = Request not understood
problem-bad-request = The request is incomplete or malformed. Reload the page and try again.
problem-too-many-requests-title = Too many requests
problem-too-many-requests = Too many requests in a short time. Wait a minute, then try again.
problem-busy-title = Server busy
problem-busy = Not enough memory is free for this upload or download. Wait a few seconds, then try again.
problem-search-busy = Too many searches are running. Wait a few seconds, then try again; all other pages work.
problem-search-title = Search is getting ready
problem-search-not-ready = The search index is being prepared. Try again in a moment; meanwhile, all other pages work.
problem-full-title = Disk full
problem-full = There is not enough space on the disk to receive photos. Published photos stay visible; tell the people who run this library.
problem-damaged-title = Original not available
problem-damaged = The original of this photo is damaged and is not served. Choose another size; the people who run this library can restore it from a backup.
problem-storage-gone-title = Library unavailable
problem-storage-gone = The storage folder of this library is missing, and nothing was saved. Tell the people who run this library, then try again later.
problem-fault-title = Something went wrong
problem-fault = Something went wrong on our side. Try again; if it happens again, give this number to the people who run this library.
problem-wrong-password-title = Not signed in
problem-wrong-password = The username or the password is not right. Check them and try again.
problem-weak-password-title = Password too weak
problem-password-short = A password has at least 12 characters. Rather choose a few unrelated words.
problem-password-long = A password has at most 256 characters.
problem-password-common = This password is too common. Rather choose a few unrelated words.
problem-handle-taken-title = Username taken
problem-handle-taken = This username is taken. Choose another one.
problem-suspended-title = Account suspended
problem-suspended = This account is suspended: it cannot sign in. Ask the people who run this library.
problem-sign-up-closed-title = Sign-up closed
problem-sign-up-closed = Nobody can sign up here. Ask the people who run this library for an account.
problem-not-invited-title = Code not known
problem-not-invited = This invitation code is not known. Check it with the person who gave it to you.
problem-already-set-up-title = Library already set up
problem-already-set-up = This library has its administrator already. Sign in.
why-too-long = the text is too long.
why-date = write the date as 1912-07-14, 1912-07, 1912 or about 1912.
why-no-such-day = This day does not exist: that month is shorter. Correct the date.
why-to-come = This day has not come yet: the photo cannot have been taken then. Correct the date, or leave it empty.
why-tag = a tag has at most 60 characters, and a photo at most 50 tags.
why-place = latitude goes from -90 to 90 and longitude from -180 to 180.
why-bounds = write the box as west,south,east,north, in degrees: -4.6,48.3,-4.4,48.5.
why-choice = this value is not one of those that are allowed.
why-link = an address begins with https:// or http://, then comes the name of a site; it has no space, quotation mark or angle bracket.
why-handle = A username has 2 to 40 characters: unaccented letters, digits or hyphens. It begins with a letter.
why-unalterable = the licence does not let changed versions of this photo be shared; for that, ask the author’s permission.
why-not-granted = this photo was never given under that licence; its licences are listed on its page.
why-letters = the title or the author’s name has characters that this site’s font lacks; download the photo without “strip” and write the attribution with your own software.
why-days = a number of days from 1 to 3650 is expected; leave the field empty for a token without an end.
why-number = a whole number is expected, for example 20.
why-cursor = no page of this list begins there. Follow the address “next” of the previous answer, or start again without “cursor”.
why-flag = “true” or “false” is expected.
why-text = a text is expected.
why-photos = a list of ids of photos is expected: the id is the end of a photo’s address.
why-parameter = it is missing, it is given twice, or its value is not allowed.
why-name = the name is empty or too long.
problem-not-implemented-title = Format of answer not offered
problem-not-implemented = This format of answer is not offered here: ask for format=json.
problem-heic = This library does not take the HEIC format. On the iPhone: Settings > Camera > Formats > Most Compatible. Or export the photo as a JPEG.
problem-unanswered =
    { $count ->
        [one] Answer the three questions (below), or keep this photo as a draft.
       *[other] Answer the three questions (below), or keep these photos as drafts.
    }
problem-source-unsaid =
    { $count ->
        [one] First say who took this photo: it is the first question.
       *[other] First say who took these photos: it is the first question.
    }
# $one (String) $other (String)
problem-two-licences = Your answers give { $one }, but you chose { $other } in the list. Keep one of the two.
# $one (String) $other (String)
problem-two-licences-last = “As last time” gives { $one }, but you also chose { $other }. Keep one of the two.
problem-author-is-giver =
    { $count ->
        [one] Somebody else took this photo, and the name written is yours: put theirs as the author’s name. If it comes from an archive and the author is unknown, leave the name empty.
       *[other] Somebody else took these photos, and the name written is yours: put theirs as the author’s name. If they come from an archive and the author is unknown, leave the name empty.
    }
problem-author-unnamed = The author agrees: write their name, as they wish to be credited.
problem-wrong-present-password = The current password is not right.
problem-no-set-up-title = Set-up address
problem-no-set-up = This set-up address was used already, or is incomplete. If the administrator’s account exists, sign in; otherwise, open the address that Zef prints when it starts.
problem-method-not-allowed-title = Method refused
problem-method-not-allowed = This address exists, but does not answer this kind of request. Go back to the page before and try again.
problem-timeout-title = Upload interrupted
problem-slow = This form or this request did not arrive in time, and nothing was saved. Check the connection, then send it again.
problem-timeout = The upload stopped before its end, and nothing was saved. Check the connection, then send the photo again.
problem-protected-title = Protected field
problem-protected = { $field }: this protects a person. Only the person who gave the photo can show more of it; you may show less.
